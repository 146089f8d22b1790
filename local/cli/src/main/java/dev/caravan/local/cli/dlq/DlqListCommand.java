package dev.caravan.local.cli.dlq;

import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.local.cli.terminal.Table;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List dead letters with their reasons, the newest last.")
public final class DlqListCommand implements Runnable {

    @Mixin
    private DeadLetterTopic topic = new DeadLetterTopic();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Only those whose reason holds this text.")
    private @Nullable String reason;

    @Option(names = "--limit", paramLabel = "N", description = "The newest N (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Override
    public void run() {
        var pipeline = Pipeline.current();
        var letters = topic.of(pipeline);
        var known = Replays.known(pipeline, letters);
        var newest = new ArrayDeque<DeadLetter>();
        var all = new long[1];
        pipeline.reader().read(letters, record -> {
            var letter = DeadLetter.of(record);
            if (reason == null || letter.reason().contains(reason)) {
                all[0]++;
                newest.add(letter);
                if (newest.size() > limit) {
                    newest.remove();
                }
            }
        });
        if (json) {
            newest.forEach(letter -> System.out.println(
                    Json.line(letter.facts(known.get(letter.source().key())))));
            return;
        }
        if (newest.isEmpty()) {
            System.out.println("No dead letters.");
            return;
        }
        var table = new Table("ID", "TIME", "BYTES", "REPLAYED", "REASON");
        newest.forEach(letter -> table.row(
                letter.source().id(),
                letter.time(),
                letter.size(),
                known.getOrDefault(letter.source().key(), "-"),
                letter.reason()));
        System.out.print(table);
        if (all[0] > newest.size()) {
            System.out.println("The newest " + newest.size() + " of " + all[0] + ".");
        }
    }
}
