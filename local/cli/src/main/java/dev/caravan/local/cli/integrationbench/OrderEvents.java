package dev.caravan.local.cli.integrationbench;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends events {@code order.placed}, each of an order of its own. */
final class OrderEvents implements AutoCloseable {
    static final String TYPE = "order.placed";

    private final KafkaProducer<byte[], byte[]> producer;
    private volatile @Nullable Exception failure;
    private long orders;

    OrderEvents(Platform platform) {
        var settings = new HashMap<String, Object>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, platform.kafka().get("KAFKA_BOOTSTRAP_SERVERS"));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends some events, and returns when the broker has them; the order of the last one. */
    long send(String topic, long count) {
        for (var i = 0L; i < count; i++) {
            var order = ++orders;
            var event = event(order);
            var unused = producer.send(
                    new ProducerRecord<>(
                            topic,
                            Long.toString(order).getBytes(StandardCharsets.UTF_8),
                            event.getBytes(StandardCharsets.UTF_8)),
                    (where, exception) -> {
                        if (exception != null) {
                            failure = exception;
                        }
                    });
        }
        producer.flush();
        var failed = failure;
        if (failed != null) {
            throw new Failure("The broker does not take events: " + failed.getMessage(), failed);
        }
        return orders;
    }

    private static String event(long order) {
        var now = Instant.now();
        return """
            {"event_id":"%s","type":"order.placed","occurred_at":"%s","data":{"id":%d,"customer_id":7,"status":"PENDING",\
            "items":[{"product_id":42,"name":"Espresso cup","quantity":2,"unit_price":7.9,"line_total":15.8},\
            {"product_id":43,"name":"Clay bread board, made by hand","quantity":1,"unit_price":34.5,"line_total":34.5}],\
            "product_id":null,"quantity":null,"total_price":50.3,"currency":"EUR","created_at":"%s","updated_at":"%s",\
            "version":1,"tracking_number":null}}""".formatted(UUID.randomUUID(), now, order, now, now);
    }

    @Override
    public void close() {
        producer.close();
    }
}
