package dev.caravan.local.cli.dlq;

import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a dead letter. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Show a dead letter: why, from where, its bytes.")
public final class DlqShowCommand implements Runnable {

    @Mixin
    private DeadLetterTopic topic = new DeadLetterTopic();

    @Parameters(paramLabel = "ID", description = "PARTITION:OFFSET, as listed.")
    private String id = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--value", description = "Print the value alone, byte for byte.")
    private boolean valueOnly;

    @Override
    public void run() {
        var pipeline = Pipeline.current();
        var letters = topic.of(pipeline);
        var found = new AtomicReference<@Nullable DeadLetter>();
        pipeline.reader().read(letters, record -> {
            var letter = DeadLetter.of(record);
            if (letter.source().id().equals(id)) {
                found.set(letter);
            }
        });
        var letter = found.get();
        if (letter == null) {
            throw new Failure("There is no dead letter " + id + " in " + letters + ". ./caravan dlq list shows all.");
        }
        if (valueOnly) {
            write(letter.value());
            return;
        }
        var replayedAt = Replays.known(pipeline, letters).get(letter.source().key());
        if (json) {
            System.out.println(Json.write(letter.facts(replayedAt)));
        } else {
            System.out.println("reason    " + letter.reason());
            System.out.println("from      " + letter.source().topic() + ", partition "
                    + letter.source().partition() + ", offset "
                    + letter.source().offset() + ", " + letter.time());
            System.out.println("replayed  " + (replayedAt == null ? "no" : replayedAt));
            System.out.println("key       " + (letter.key() == null ? "none" : Bytes.show(letter.key())));
            System.out.println("value     " + (letter.value() == null ? "none" : letter.size() + " bytes"));
            if (letter.value() != null) {
                System.out.println(Bytes.show(letter.value()));
            }
        }
    }

    private static void write(byte @Nullable [] value) {
        if (value != null) {
            try {
                System.out.write(value);
                System.out.flush();
            } catch (IOException e) {
                throw new Failure("The value cannot be printed: " + e.getMessage(), e);
            }
        }
    }
}
