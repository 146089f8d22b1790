package dev.caravan.window.event;

/** What leaves the source: what a Kafka record turned out to be, or word of how far the topic has been read. */
public sealed interface SourceRecord permits RawRecord, PartitionTime, TopicTime {}
