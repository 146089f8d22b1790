package dev.caravan.edge;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Sends the domain events that a service's statements left in its outbox table to Kafka: at least once, in order for
 * each key. Rows stay locked while they are sent, so that relays side by side share the work and do not repeat it; a
 * relay that dies gives its rows back.
 */
public abstract class OutboxRelay extends RouteBuilder {
    private final String context;
    private final String topic;

    /**
     * @param context name of the context: its statements are {@code sql/<context>/outbox-*.sql}
     * @param topic the Kafka topic; may hold property placeholders
     */
    protected OutboxRelay(String context, String topic) {
        this.context = context;
        this.topic = topic;
    }

    @Override
    public void configure() {
        from("scheduler:outbox-" + context + "?delay={{outbox.delay:200}}&greedy=true")
                .routeId(context + "-outbox-relay")
                .transacted()
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/" + context + "/outbox-claim.sql?parametersCount=0")
                .process(OutboxRelay::reportPolled)
                .filter(OutboxRelay::hasEvents)
                .process(OutboxRelay::rememberIds)
                .split(body())
                .stopOnException()
                .process(OutboxRelay::toRecord)
                .to("kafka:" + topic + "?synchronous=true")
                .end()
                .removeHeaders("*")
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/" + context + "/outbox-mark-sent.sql?parametersCount=1");

        from("scheduler:outbox-purge-" + context + "?initialDelay=60000&delay={{outbox.purge.delay:600000}}")
                .routeId(context + "-outbox-purge")
                .setBody(constant(Map.of()))
                .to("sql:classpath:sql/" + context + "/outbox-purge.sql?parametersCount=0");
    }

    /** With rows found, the scheduler asks again at once. */
    private static void reportPolled(Exchange exchange) {
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, hasEvents(exchange));
    }

    private static boolean hasEvents(Exchange exchange) {
        return !rows(exchange).isEmpty();
    }

    private static void rememberIds(Exchange exchange) {
        exchange.setVariable(
                "ids",
                rows(exchange).stream()
                        .map(row -> String.valueOf(row.get("id")))
                        .collect(Collectors.joining(",")));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> rows(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    private static void toRecord(Exchange exchange) {
        var row = Row.in(exchange);
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("kafka.KEY", row.required("key").toString());
        message.setHeader("event_id", row.required("event_id").toString());
        message.setHeader("event_type", row.required("type").toString());
        var traceparent = row.columns().get("traceparent");
        if (traceparent != null) {
            message.setHeader("traceparent", traceparent.toString());
        }
        message.setBody(row.required("payload").toString());
    }
}
