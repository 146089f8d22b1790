package dev.caravan.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaMetersTest {

    @ParameterizedTest
    @CsvSource({
        "kafka.producer.record.send.total, client.id, NEUTRAL",
        "kafka.producer.record.send.total, topic, DENY",
        "kafka.producer.io.wait.ratio, client.id, DENY",
        "kafka.consumer.fetch.manager.records.lag.max, partition, NEUTRAL",
        "kafka.consumer.fetch.manager.fetch.rate, client.id, DENY",
        "http.server.requests, topic, NEUTRAL"
    })
    void keepsWhatTellsHowRecordsFlow(String name, String tag, MeterFilterReply reply) {
        var id = new Meter.Id(name, Tags.of(tag, "1"), null, null, Meter.Type.GAUGE);

        assertThat(new KafkaAutoConfiguration().kafkaMeters().accept(id)).isEqualTo(reply);
    }
}
