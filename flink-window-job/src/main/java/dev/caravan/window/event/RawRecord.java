package dev.caravan.window.event;

/** What one Kafka record turned out to be. */
public sealed interface RawRecord extends SourceRecord permits Activity, DeadLetter {

    /**
     * The record's partition of the raw topic.
     *
     * @return the partition's number
     */
    int partition();

    /**
     * The record's place in its partition.
     *
     * @return the offset
     */
    long offset();
}
