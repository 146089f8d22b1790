package dev.caravan.local.cli.reconcile;

import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Answers whether the numbers of analytics are right. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = "Recount raw events and compare with DynamoDB and the topic of results.",
        footer = {
            "",
            "Compared is what the window job calls final. Each raw record must be counted in its window, or be in the"
                    + " topic of late events, or be a dead letter. The status is 0 if all is equal, and 1 if not. With"
                    + " KAFKA_BOOTSTRAP_SERVERS set, the command reads that platform instead of the one of this machine,"
                    + " by the same variables as the job."
        })
public final class ReconcileCommand implements Callable<Integer> {

    @Option(names = "--from", paramLabel = "TIME", description = "Only windows that begin at or after (RFC 3339, UTC).")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only windows that end at or before (RFC 3339, UTC).")
    private @Nullable Instant to;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "How long a difference must last to be one (default: ${DEFAULT-VALUE}).")
    private int patience = 15;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var report = new Reconciliation(Pipeline.current(), from, to).run(Duration.ofSeconds(patience));
        System.out.print(json ? Json.write(report.facts()) + "\n" : report.text());
        return report.isEqual() ? 0 : 1;
    }
}
