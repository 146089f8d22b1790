package dev.caravan.starter.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Makes the Kafka clients of the routes as Camel would, with their own metrics ({@code kafka_producer_*}). */
final class MeteredKafkaClients extends DefaultKafkaClientFactory implements AutoCloseable {
    private final MeterRegistry registry;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kafka-metrics").factory());

    MeteredKafkaClients(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // Camel's signature
    public Producer getProducer(Properties properties) {
        NativeLz4.load();
        Producer producer = super.getProducer(properties);
        new KafkaClientMetrics((Producer<Object, Object>) producer, java.util.List.of(), thread).bindTo(registry);
        return producer;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // Camel's signature
    public Consumer getConsumer(Properties properties) {
        Consumer consumer = super.getConsumer(properties);
        new KafkaClientMetrics((Consumer<Object, Object>) consumer, java.util.List.of(), thread).bindTo(registry);
        return consumer;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
