package dev.caravan.local.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.TopicsJob;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who logs in at a broker, and what he gets to do there.
 *
 * @param bootstrapServers where logins are asked for
 * @param name the user's
 */
record KafkaUser(String bootstrapServers, String name) {

    static final String PASSWORD = "secret";

    /** How a broker is told of a user. */
    static UserScramCredentialAlteration credential(String user) {
        return new UserScramCredentialUpsertion(
                user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD);
    }

    static ProducerRecord<byte[], byte[]> record(String topic) {
        return new ProducerRecord<>(topic, 0, new byte[] {'k'}, new byte[] {'v'});
    }

    /** The topics that he can write a record to, once only. */
    Set<String> writable(List<String> topics) throws InterruptedException {
        var written = new TreeSet<String>();
        for (var topic : topics) {
            try (var producer = producer(null)) {
                producer.send(record(topic)).get();
                written.add(topic);
            } catch (ExecutionException | KafkaException e) {
                // of the topic; of the cluster for who may write to none, since it gets no number as a producer either:
                // the producer learns that on its own thread, before this send or after it
                assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
            }
        }
        return written;
    }

    /** The topics of which he gets a record. */
    Set<String> readable(List<String> topics) {
        var read = new TreeSet<String>();
        for (var topic : topics) {
            try (var consumer = consumer(null)) {
                consumer.assign(List.of(new TopicPartition(topic, 0)));
                consumer.seekToBeginning(consumer.assignment());
                if (pollsOne(consumer)) {
                    read.add(topic);
                }
            } catch (TopicAuthorizationException e) {
                assertThat(e.unauthorizedTopics()).containsExactly(topic);
            }
        }
        return read;
    }

    /** Whether he gets a record of a topic as a member of a group. */
    boolean poll(String group, String topic) {
        try (var consumer = consumer(group)) {
            consumer.subscribe(List.of(topic));
            return pollsOne(consumer);
        }
    }

    private static boolean pollsOne(KafkaConsumer<byte[], byte[]> consumer) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() - deadline < 0) {
            if (!consumer.poll(Duration.ofMillis(200)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    Admin admin() {
        return Admin.create(settings());
    }

    KafkaProducer<byte[], byte[]> producer(@Nullable String transactionalId) {
        var settings = settings();
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        if (transactionalId != null) {
            settings.put("transactional.id", transactionalId);
        }
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer(@Nullable String group) {
        var settings = settings();
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        if (group != null) {
            settings.put("group.id", group);
        }
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put("sasl.jaas.config", TopicsJob.login(name, PASSWORD));
        return settings;
    }
}
