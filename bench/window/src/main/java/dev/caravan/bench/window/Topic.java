package dev.caravan.bench.window;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic that holds the events, a partition for each reader; read from its beginning to its end.
 *
 * @param servers where its broker is
 * @param name its name
 */
record Topic(String servers, String name) {

    /** Makes a new topic with the events; readers take them in turns, as they take those of the memory. */
    static Topic of(String servers, byte[][] events) throws Exception {
        var topic = new Topic(servers, "bench-" + UUID.randomUUID());
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers, "linger.ms", 20, "batch.size", 262_144, "compression.type", "lz4");
        try (var admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(topic.name, Optional.of(Run.PARALLELISM), Optional.empty())))
                    .all()
                    .get();
        }
        var failure = new AtomicReference<@Nullable Exception>();
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < events.length; i++) {
                var event = new ProducerRecord<byte[], byte[]>(topic.name, i % Run.PARALLELISM, null, events[i]);
                var unused = producer.send(event, (written, failed) -> failure.compareAndSet(null, failed));
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("The events cannot be written", failure.get());
        }
        return topic;
    }

    /** The events as a job reads them with Flink's own connector. */
    <T> KafkaSource<T> source(Replay.Reader<T> reader, TypeInformation<T> type) {
        return KafkaSource.<T>builder()
                .setBootstrapServers(servers)
                .setTopics(name)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setValueOnlyDeserializer(new Values<>(reader, type))
                .build();
    }

    private static final class Values<T> implements DeserializationSchema<T> {
        private static final long serialVersionUID = 1L;
        private final Replay.Reader<T> reader;
        private final TypeInformation<T> type;

        Values(Replay.Reader<T> reader, TypeInformation<T> type) {
            this.reader = reader;
            this.type = type;
        }

        @Override
        public T deserialize(byte[] message) {
            Replay.noteFirst();
            try {
                return reader.read(message);
            } catch (Exception e) {
                throw new IllegalStateException("An event of the benchmark cannot be read", e);
            }
        }

        @Override
        public boolean isEndOfStream(T next) {
            return false;
        }

        @Override
        public TypeInformation<T> getProducedType() {
            return type;
        }
    }
}
