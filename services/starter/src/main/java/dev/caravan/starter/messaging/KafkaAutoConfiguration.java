package dev.caravan.starter.messaging;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Metrics of the Kafka clients, where a service has any. */
@AutoConfiguration
@ConditionalOnClass(KafkaClientFactory.class)
public class KafkaAutoConfiguration {
    private static final String PREFIX = "kafka.";

    /** Of more than a hundred, those that tell whether records leave, how fast, and what holds them up. */
    private static final Set<String> KEPT = Set.of(
            "kafka.producer.record.send.total",
            "kafka.producer.record.error.total",
            "kafka.producer.record.retry.total",
            "kafka.producer.record.queue.time.avg",
            "kafka.producer.request.latency.avg",
            "kafka.producer.requests.in.flight",
            "kafka.producer.buffer.available.bytes",
            "kafka.producer.batch.size.avg",
            "kafka.producer.compression.rate.avg",
            "kafka.producer.connection.count",
            "kafka.consumer.fetch.manager.records.lag.max",
            "kafka.consumer.fetch.manager.records.consumed.total");

    private static final String CONSUMERS = "kafka.consumer.";

    /**
     * Of what a producer tells, there would be the same again for each topic and node. What a consumer tells, it tells for its
     * partitions only, as soon as it has some.
     */
    private static final Set<String> TAGS = Set.of("topic", "node.id", "partition");

    @Bean
    KafkaClientFactory kafkaClientFactory(MeterRegistry registry) {
        return new MeteredKafkaClients(registry);
    }

    @Bean
    ComponentCustomizer measuredKafka(KafkaClientFactory factory) {
        return ComponentCustomizer.forType(KafkaComponent.class, kafka -> kafka.setKafkaClientFactory(factory));
    }

    @Bean
    MeterFilter kafkaMeters() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                if (!id.getName().startsWith(PREFIX)) {
                    return MeterFilterReply.NEUTRAL;
                }
                var once = id.getName().startsWith(CONSUMERS)
                        || id.getTags().stream().noneMatch(tag -> TAGS.contains(tag.getKey()));
                var kept = KEPT.contains(id.getName()) && once;
                return kept ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
            }
        };
    }
}
