package dev.caravan.shared.events;

/** Where a message route begins: domain events, each at least once, those of one key in their order. */
public final class EventSource {
    private EventSource() {}

    /**
     * The same, with so many consumers in each instance, among which the partitions are shared out.
     *
     * @param parallel how many; a placeholder is resolved
     */
    public static String of(String consumer, String topics, String parallel) {
        return of(consumer, topics) + "&consumersCount=" + parallel;
    }

    /**
     * The endpoint of a consumer of events. Its route belongs to the configuration {@link EventRouteConfiguration#ID}, begins with
     * {@link DomainEvent#read} and ends with {@link ConsumedRecord#commit}.
     *
     * @param consumer the consumer group; also a part of the name of its topics of dead letters, {@code <topic>-<consumer>-dlq}
     * @param topics names of topics, comma separated; placeholders are resolved
     */
    public static String of(String consumer, String topics) {
        return "kafka:" + topics + "?groupId=" + consumer
                // what is not committed comes again: after a crash, and after a failure that is none of the event's
                + "&autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true&autoOffsetReset=earliest"
                + "&keyDeserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer"
                + "&valueDeserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer"
                // a consumer that was killed is missed soon, and another takes its partitions
                + "&sessionTimeoutMs=10000&heartbeatIntervalMs=3000"
                + "&maxPollRecords=200&pollTimeoutMs=1000"
                + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures";
    }
}
