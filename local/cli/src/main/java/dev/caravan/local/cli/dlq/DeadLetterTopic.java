package dev.caravan.local.cli.dlq;

import dev.caravan.local.cli.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose dead letters a command is about. */
final class DeadLetterTopic {

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "The dead letters of a consumer of events, <topic>-<consumer>-dlq such as"
                    + " ecom-order-events-webhooks-dlq (default: the window job's).")
    private @Nullable String name;

    /** The topic's name. */
    String of(Pipeline pipeline) {
        return name == null ? pipeline.deadLetterTopic() : name;
    }

    /** Whether the letters are raw events that the window job refused, whose rules are known here. */
    boolean isOfWindowJob(Pipeline pipeline) {
        return of(pipeline).equals(pipeline.deadLetterTopic());
    }
}
