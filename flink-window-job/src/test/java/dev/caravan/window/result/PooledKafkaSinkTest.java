package dev.caravan.window.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The sink on a real broker, in a job that fails and starts anew. */
class PooledKafkaSinkTest {

    private static final int RESULTS = 400;
    private static final int PER_SECOND = 100;
    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

    private final String topic = "pooled-" + UUID.randomUUID();
    private final LocalKafka kafka = LocalKafka.shared();

    @Test
    void writesOnceWithAFewTransactionalIdsAndLeavesNoClientBehind() throws Exception {
        kafka.createTopic(topic, 1);
        FAILURES_LEFT.set(3);
        var settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
        var env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        env.fromSource(
                        new DataGeneratorSource<>(
                                number -> new WindowResult("p", number * 60_000, number + 1),
                                RESULTS,
                                RateLimiterStrategy.perSecond(PER_SECOND),
                                WindowResult.TYPE),
                        WatermarkStrategy.noWatermarks(),
                        "results")
                .map(PooledKafkaSinkTest::failNowAndThen, WindowResult.TYPE)
                .sinkTo(new PooledKafkaSink<>(producer(), new ResultRecord(topic), topic));
        env.execute();

        assertThat(FAILURES_LEFT).hasValue(0);
        assertThat(published())
                .containsExactlyInAnyOrderElementsOf(LongStream.range(0, RESULTS)
                        .mapToObj(number -> "\"unique_user_count\":" + (number + 1) + "}")
                        .toList());
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(admin.listTransactions().all().get())
                    .as("40 checkpoints")
                    .filteredOn(transaction -> transaction.transactionalId().startsWith(topic))
                    .hasSizeLessThan(10);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("kafka-admin-client-thread"));
    }

    private static WindowResult failNowAndThen(WindowResult result) {
        if (result.uniqueUsers() % 100 == 50 && FAILURES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("a failure on purpose");
        }
        return result;
    }

    private Properties producer() {
        var properties = new Properties();
        properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
        properties.setProperty("transaction.timeout.ms", "60000");
        return properties;
    }

    private List<String> published() {
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    var value = new String(record.value(), StandardCharsets.UTF_8);
                    values.add(value.substring(value.indexOf("\"unique_user_count\"")));
                });
            }
        }
        return values;
    }
}
