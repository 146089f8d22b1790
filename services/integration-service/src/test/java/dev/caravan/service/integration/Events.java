package dev.caravan.service.integration;

import dev.caravan.local.testing.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells events as the order service does. */
public final class Events {
    static final String TOPIC = "ecom-order-events";
    static final String DEAD_LETTERS = "ecom-order-events-webhooks-dlq";

    private final AtomicLong orders = new AtomicLong(System.nanoTime() % 1_000_000 * 1_000);
    private final KafkaProducer<String, String> producer;

    Events() {
        this(LocalKafka.shared());
    }

    /** Tells them at this broker; its topics are made. */
    public Events(LocalKafka kafka) {
        for (var topic : new String[] {TOPIC, "ecom-product-events", "ecom-customer-events"}) {
            kafka.createTopic(topic, 4);
            kafka.createTopic(topic + "-webhooks-dlq", 1);
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0, "max.request.size", 2_000_000),
                new StringSerializer(),
                new StringSerializer());
    }

    /** The id of an order that no event was of. */
    public long newOrder() {
        return orders.incrementAndGet();
    }

    /** An event that is not told yet. */
    public String event(String id, String type, long order) {
        return """
                {"event_id":"%s","type":"%s","occurred_at":"%s","data":{"id":%d,"customer_id":7,"status":"PENDING",\
                "items":[{"product_id":42,"name":"Cup","quantity":2,"unit_price":7.90,"line_total":15.80}],\
                "product_id":42,"quantity":2,"total_price":15.80,"currency":"EUR",\
                "created_at":"2026-01-15T09:30:00.123456Z","updated_at":"2026-01-15T09:30:00.123456Z","version":1}}""".formatted(id, type, Instant.now(), order);
    }

    /** Tells that something happened to an order; gives the event's id. */
    String tell(String type, long order) {
        var id = UUID.randomUUID().toString();
        send(Long.toString(order), event(id, type, order));
        return id;
    }

    /** Tells whatever it is. */
    public void send(String key, String value) {
        try {
            var record = new ProducerRecord<>(TOPIC, key, value);
            record.headers()
                    .add(
                            "traceparent",
                            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
