package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.TopicList;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.TopicsJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A broker that lets in by login, where the rules of {@code contracts/topics} stand and each topic has a record. The tests of one JVM share it.
 *
 * @param broker the broker
 * @param topics all topics of the contract
 */
record KafkaUnderRules(LocalKafka broker, List<String> topics) {

    /** Logs in, and is not in the list. */
    static final String STRANGER = "stranger";

    private static final Path CONTRACT =
            Path.of(System.getProperty("caravan.root")).resolve("contracts/topics");

    /** Who is in the list, and the stranger. */
    static final List<String> USERS = List.of(
            "product-catalog",
            "customer-service",
            "order-service",
            "activity-service",
            "integration-service",
            "window-job",
            "topics",
            "operator",
            STRANGER);

    private static @Nullable KafkaUnderRules shared;

    /**
     * The broker, made when it is first asked for.
     *
     * @param scripts an empty directory, from which the job of topics runs
     */
    static synchronized KafkaUnderRules shared(Path scripts) throws Exception {
        if (shared == null) {
            shared = make(scripts);
        }
        return shared;
    }

    private static KafkaUnderRules make(Path scripts) throws Exception {
        // as MSK is at first: what no rule speaks of is free to everybody
        var kafka = LocalKafka.withRules(true);
        copyJob(scripts);
        addUsers(kafka);
        try (var stranger = new KafkaUser(kafka.bootstrapServersForLogin(), STRANGER).admin()) {
            // what the rules are for
            stranger.createTopics(List.of(new NewTopic("strange", 1, (short) 1)))
                    .all()
                    .get();
        }
        TopicsJob.run(scripts, kafka.bootstrapServersForLogin(), "topics", KafkaUser.PASSWORD);
        var topics = TopicList.read(CONTRACT.resolve("../..")).names();
        topics.forEach(topic -> kafka.createTopic(topic, 1));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (var topic : topics) {
                producer.send(KafkaUser.record(topic)).get();
            }
        }
        return new KafkaUnderRules(kafka, List.copyOf(topics));
    }

    /** The rules, and one topic: each takes a start of Kafka's tools. */
    static void copyJob(Path scripts) throws IOException {
        for (var file : List.of("apply.sh", "log-in.sh", "acls.txt")) {
            Files.copy(CONTRACT.resolve(file), scripts.resolve(file));
        }
        Files.writeString(scripts.resolve("topics.txt"), "ecom-raw-events 4 8 168 broker\n");
    }

    /** All users of the contract, each with both logins, and the stranger. */
    static void addUsers(LocalKafka kafka) throws Exception {
        try (var master = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            master.alterUserScramCredentials(USERS.stream()
                            .flatMap(user -> Stream.of(user, user + "_b"))
                            .map(KafkaUser::credential)
                            .toList())
                    .all()
                    .get();
        }
    }

    /** Somebody who logs in there. */
    KafkaUser as(String user) {
        return new KafkaUser(broker.bootstrapServersForLogin(), user);
    }

    /** Whom no rule holds. */
    Admin master() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /** A rule by which a user may do everything with every topic. */
    static AclBinding everything(String user) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "ecom-", PatternType.PREFIXED),
                new AccessControlEntry("User:" + user, "*", AclOperation.ALL, AclPermissionType.ALLOW));
    }
}
