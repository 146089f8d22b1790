package dev.caravan.local.cli.dlq;

import dev.caravan.local.cli.pipeline.Pipeline;
import java.time.Instant;

/** The topic of dead letters. */
public final class DeadLetters {

    private DeadLetters() {}

    /** Takes the places of dead letters one by one. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * One dead letter.
         *
         * @param partition its partition in the topic of raw events
         * @param offset its offset there
         */
        void letter(int partition, long offset);
    }

    /** Shows where each dead letter that was set aside since a time stood in the topic of raw events. */
    public static void read(Pipeline pipeline, Instant since, Visitor each) {
        var reader = pipeline.reader();
        reader.read(reader.since(pipeline.deadLetterTopic(), since), record -> {
            var source = DeadLetter.of(record).source();
            each.letter(source.partition(), source.offset());
        });
    }
}
