package dev.caravan.local.cli.dlq;

import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Table;
import dev.caravan.window.event.EventRules;
import dev.caravan.window.event.MalformedEventException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends dead letters back. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Send dead letters to the topic that they came from again, each once; safe to repeat.",
        footer = {
            "",
            "What the job would still refuse is not sent, unless --force. What was sent is remembered for good, so"
                    + " that a second replay of it does nothing. The job judges what is sent like any event: if its window"
                    + " has closed, it is late. The status is 1 if some letter was asked for and could not be sent."
        })
public final class DlqReplayCommand implements Callable<Integer> {

    @Mixin
    private DeadLetterTopic topic = new DeadLetterTopic();

    @Parameters(arity = "0..*", paramLabel = "ID", description = "PARTITION:OFFSET, as listed.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "Every dead letter.")
    private boolean all;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Every one whose reason holds this text.")
    private @Nullable String reason;

    @Option(names = "--with", paramLabel = "FILE", description = "Send these bytes instead; for a single ID.")
    private @Nullable Path with;

    @Option(names = "--force", description = "Send also what the job would refuse again.")
    private boolean force;

    @Option(names = "--dry-run", description = "Only say what would be sent.")
    private boolean dryRun;

    private final Table table = new Table("ID", "OUTCOME");
    private boolean refused;
    private int letters;

    @Override
    public Integer call() throws IOException {
        if (ids.isEmpty() && !all && reason == null) {
            throw new Failure("Say which: IDs, --reason TEXT, or --all.");
        }
        if (with != null && ids.size() != 1) {
            throw new Failure("--with replaces the bytes of one dead letter: give one ID.");
        }
        byte[] other = with == null ? null : Files.readAllBytes(with);
        var pipeline = Pipeline.current();
        var from = topic.of(pipeline);
        var rules = force || !topic.isOfWindowJob(pipeline) ? null : pipeline.rules();
        Set<String> missing = new HashSet<>(ids);
        try (var replays = Replays.begin(pipeline, from)) {
            pipeline.reader().read(from, record -> {
                var letter = DeadLetter.of(record);
                if (isAskedFor(letter)) {
                    missing.remove(letter.source().id());
                    letters++;
                    String outcome = replay(replays, rules, letter, other == null ? letter.value() : other);
                    table.row(letter.source().id(), outcome);
                }
            });
        }
        if (letters > 0) {
            System.out.print(table);
        } else if (missing.isEmpty()) {
            System.out.println("No dead letters.");
        }
        if (!missing.isEmpty()) {
            throw new Failure("There is no dead letter " + String.join(", ", missing) + ".");
        }
        return refused ? 1 : 0;
    }

    private boolean isAskedFor(DeadLetter letter) {
        return all
                || ids.contains(letter.source().id())
                || (reason != null && letter.reason().contains(reason));
    }

    private String replay(Replays replays, @Nullable EventRules rules, DeadLetter letter, byte @Nullable [] value) {
        String before = replays.sentAt(letter);
        if (before != null) {
            return "was sent at " + before;
        }
        if (rules != null) {
            try {
                rules.judge(value, System.currentTimeMillis());
            } catch (MalformedEventException e) {
                refused = true;
                return "not sent, still malformed: " + e.reason();
            }
        }
        if (dryRun) {
            return "would be sent";
        }
        replays.send(letter, value);
        return "sent";
    }
}
