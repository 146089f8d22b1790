package dev.caravan.local.cli.dlq;

import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.platform.Failure;
import java.util.stream.Collectors;
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

    /**
     * The topic's name.
     *
     * @throws Failure if there is no such topic
     */
    String of(Pipeline pipeline) {
        if (name == null) {
            return pipeline.deadLetterTopic();
        }
        var known = pipeline.topics();
        if (!known.contains(name)) {
            throw new Failure("There is no topic " + name + ". Topics of dead letters are: "
                    + known.stream()
                            .filter(topic -> topic.endsWith("-dlq"))
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return name;
    }

    /** Whether the letters are raw events that the window job refused, whose rules are known here. */
    boolean isOfWindowJob(Pipeline pipeline) {
        return name == null || name.equals(pipeline.deadLetterTopic());
    }
}
