package dev.caravan.bench.window;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A way to count unique users. */
interface Contender {

    /** Its name in the table. */
    String title();

    /**
     * Defines the job.
     *
     * @param env where
     * @param endless whether the source goes on after the last event
     */
    void define(StreamExecutionEnvironment env, boolean endless);
}
