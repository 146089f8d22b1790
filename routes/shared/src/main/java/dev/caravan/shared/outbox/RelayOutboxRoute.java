package dev.caravan.shared.outbox;

import dev.caravan.shared.messaging.KafkaRecord;
import dev.caravan.shared.messaging.KafkaRecords;
import dev.caravan.shared.statement.StatementRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Sends the domain events that a service's statements left in its outbox table to Kafka: at least once, in order for
 * each key. Claim, sending and mark are one transaction, and the claim locks the outbox: of relays side by side one
 * works at a time, and when it dies another goes on where it was. The topic is the setting {@code caravan.outbox.topic}.
 */
public final class RelayOutboxRoute extends RouteBuilder {
    /** No caller waits for a relay, and what a producer first learns of a topic may take a while. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public void configure() {
        // ScheduledFailures tells of it, once and without the trace
        onException(Throwable.class).logExhausted(false).logStackTrace(false);

        from("scheduler:relayOutbox?delay={{outbox.delay:200}}&greedy=true&backoffErrorThreshold=1&backoffMultiplier=10"
                        + "&exceptionHandler=#class:dev.caravan.shared.messaging.ScheduledFailures")
                .routeId("relayOutbox")
                .transacted()
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/shared/outbox-claim.sql")
                .process(RelayOutboxRoute::reportPolled)
                .filter(RelayOutboxRoute::hasEvents)
                .process(RelayOutboxRoute::toRecords)
                .to("kafka:{{caravan.outbox.topic}}" + KafkaRecords.ENDPOINT_OPTIONS + "&maxBlockMs=5000")
                .removeHeaders("*")
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/shared/outbox-mark-sent.sql");
    }

    /** With rows found, the scheduler asks again at once. */
    private static void reportPolled(Exchange exchange) {
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, hasEvents(exchange));
    }

    private static boolean hasEvents(Exchange exchange) {
        return !rows(exchange).isEmpty();
    }

    private static void toRecords(Exchange exchange) {
        var rows = firstOfEachKey(rows(exchange));
        exchange.setVariable(
                "ids", rows.stream().map(row -> String.valueOf(row.get("id"))).collect(Collectors.joining(",")));
        KafkaRecords.send(
                exchange,
                rows.stream()
                        .map(StatementRow::new)
                        .map(RelayOutboxRoute::toRecord)
                        .toList(),
                PATIENCE);
    }

    /**
     * The next event of a key leaves only when the broker has the one before: a producer that has given up a record may
     * still deliver those behind it, and what is sent again then would come after them.
     */
    private static List<Map<String, @Nullable Object>> firstOfEachKey(List<Map<String, @Nullable Object>> rows) {
        var keys = new HashSet<@Nullable Object>();
        return rows.stream().filter(row -> keys.add(row.get("key"))).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> rows(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    private static KafkaRecord toRecord(StatementRow row) {
        var headers = new ArrayList<Map.Entry<String, Object>>();
        headers.add(KafkaRecord.header("event_id", utf8(row.required("event_id"))));
        headers.add(KafkaRecord.header("event_type", utf8(row.required("type"))));
        var traceparent = row.columns().get("traceparent");
        if (traceparent != null) {
            headers.add(KafkaRecord.header("traceparent", utf8(traceparent)));
        }
        return new KafkaRecord(utf8(row.required("key")), utf8(row.required("payload")), headers);
    }

    private static byte[] utf8(Object column) {
        return column.toString().getBytes(StandardCharsets.UTF_8);
    }
}
