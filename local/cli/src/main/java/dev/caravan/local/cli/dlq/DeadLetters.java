package dev.caravan.local.cli.dlq;

import dev.caravan.local.cli.pipeline.Pipeline;

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

    /** Shows where each dead letter stood in the topic of raw events. */
    public static void read(Pipeline pipeline, Visitor each) {
        pipeline.reader().read(pipeline.deadLetterTopic(), record -> {
            var source = DeadLetter.of(record).source();
            each.letter(source.partition(), source.offset());
        });
    }
}
