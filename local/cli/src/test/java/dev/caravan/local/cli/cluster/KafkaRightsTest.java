package dev.caravan.local.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.cli.platform.TopicList;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.TopicsJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the access rules of {@code contracts/topics/acls.txt} come to on a real broker, for clients that log in. */
class KafkaRightsTest {

    private static final Path CONTRACT =
            Path.of(System.getProperty("caravan.root")).resolve("contracts/topics");
    private static final String PASSWORD = "secret";

    /** Logs in, and is not in the list. */
    private static final String STRANGER = "stranger";

    private static final List<String> USERS = List.of(
            "product-catalog",
            "customer-service",
            "order-service",
            "activity-service",
            "integration-service",
            "window-job",
            "topics",
            "operator",
            STRANGER);

    /** As MSK is at first: what no rule speaks of is free to everybody. */
    private static final LocalKafka KAFKA = LocalKafka.withRules(true);

    private static final List<String> TOPICS = new ArrayList<>();

    @BeforeAll
    static void appliesTheContract(@TempDir Path scripts) throws Exception {
        copy(scripts);
        addUsers(KAFKA);
        try (var stranger = admin(STRANGER)) {
            // what the rules are for
            stranger.createTopics(List.of(new NewTopic("strange", 1, (short) 1)))
                    .all()
                    .get();
        }
        TopicsJob.run(scripts, KAFKA.bootstrapServersForLogin(), "topics", PASSWORD);
        TOPICS.addAll(TopicList.read(CONTRACT.resolve("../..")).names());
        TOPICS.forEach(topic -> KAFKA.createTopic(topic, 1));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", KAFKA.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (var topic : TOPICS) {
                producer.send(record(topic)).get();
            }
        }
    }

    @AfterAll
    static void stop() {
        KAFKA.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            product-catalog     | ecom-product-events  |
            customer-service    | ecom-customer-events |
            order-service       | ecom-order-events    |
            activity-service    | ecom-raw-events      |
            integration-service | ecom-order-events-webhooks-dlq ecom-product-events-webhooks-dlq ecom-customer-events-webhooks-dlq | ecom-order-events ecom-product-events ecom-customer-events
            window-job          | ecom-analytics-results ecom-raw-events-late ecom-raw-events-dlq | ecom-raw-events ecom-analytics-results ecom-raw-events-late ecom-raw-events-dlq
            topics              | |
            stranger            | |
            """)
    void writesAndReadsItsOwnTopicsAndNoOther(String user, @Nullable String written, @Nullable String read)
            throws Exception {
        assertThat(writable(user)).as("written").isEqualTo(names(written));
        assertThat(readable(user)).as("read").isEqualTo(names(read));
    }

    @Test
    void peopleLookAtEverythingAndSendAgain() throws Exception {
        assertThat(readable("operator")).containsExactlyInAnyOrderElementsOf(TOPICS);
        try (var producer = producer("operator", "caravan-dlq-replay")) {
            writeInTransaction(producer, List.of("ecom-order-events", "ecom-raw-events-dlq-replayed"));
        }
        try (var operator = admin("operator")) {
            var markers = new NewTopic("ecom-order-events-webhooks-dlq-replayed", 1, (short) 1);
            operator.createTopics(List.of(markers)).all().get();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "product-catalog",
                "customer-service",
                "order-service",
                "activity-service",
                "integration-service",
                "window-job",
                "operator",
                STRANGER
            })
    void nobodyElseChangesTopicsOrRights(String user) {
        try (var admin = admin(user)) {
            refused(
                    TopicAuthorizationException.class,
                    () -> admin.deleteTopics(TOPICS).all().get());
            refused(
                    TopicAuthorizationException.class,
                    () -> admin.createTopics(List.of(new NewTopic("another", 1, (short) 1)))
                            .all()
                            .get());
            refused(
                    ClusterAuthorizationException.class,
                    () -> admin.createAcls(List.of(everything(user))).all().get());
            refused(
                    ClusterAuthorizationException.class,
                    () -> admin.describeAcls(AclBindingFilter.ANY).values().get());
            refused(
                    ClusterAuthorizationException.class,
                    () -> admin.alterUserScramCredentials(List.of(login(user)))
                            .all()
                            .get());
        }
    }

    @Test
    void theJobOfTopicsDeletesNone() {
        try (var admin = admin("topics")) {
            refused(
                    TopicAuthorizationException.class,
                    () -> admin.deleteTopics(TOPICS).all().get());
        }
    }

    @Test
    void aServiceMayAskWhetherTheBrokersAreThere() throws Exception {
        try (var admin = admin("activity-service")) {
            assertThat(admin.describeCluster().nodes().get()).isNotEmpty();
        }
    }

    @Test
    void webhooksFollowInTheirOwnGroupOnly() {
        assertThat(poll("integration-service", "webhooks", "ecom-order-events")).isTrue();
        assertThatThrownBy(() -> poll("integration-service", "flink-window-job", "ecom-order-events"))
                .isInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(() -> poll("order-service", "webhooks", "ecom-order-events"))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void theWindowJobWritesInItsOwnTransactionsOnly() throws Exception {
        var outputs = List.of("ecom-analytics-results", "ecom-raw-events-late", "ecom-raw-events-dlq");
        try (var producer = producer("window-job", "flink-window-job-results-0-1")) {
            writeInTransaction(producer, outputs);
        }
        try (var admin = admin("window-job")) {
            // as the connector looks for what an earlier run has left open
            assertThat(admin.listTransactions().all().get()).isNotEmpty();
            var partitions =
                    outputs.stream().map(topic -> new TopicPartition(topic, 0)).toList();
            assertThat(admin.describeProducers(partitions).all().get()).hasSize(3);
        }
        try (var producer = producer("window-job", "caravan-dlq-replay")) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
        try (var producer = producer("order-service", "flink-window-job-results-0-1")) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void nobodyComesInWithoutALogin() {
        try (var admin = Admin.create(settings("nobody"))) {
            refused(
                    SaslAuthenticationException.class,
                    () -> admin.listTopics().names().get());
        }
    }

    @Test
    void appliedAgainChangesNothingButWhatIsNotInTheList(@TempDir Path scripts) throws Exception {
        copy(scripts);
        assertThat(TopicsJob.run(scripts, KAFKA.bootstrapServersForLogin(), "topics", PASSWORD))
                .doesNotContain("add:", "remove:");
        try (var master = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            master.createAcls(List.of(everything(STRANGER))).all().get();
            assertThat(writable(STRANGER)).isNotEmpty();
            assertThat(TopicsJob.run(scripts, KAFKA.bootstrapServersForLogin(), "topics", PASSWORD))
                    .contains("remove: User:stranger ALL topic ecom-");
            assertThat(writable(STRANGER)).isEmpty();
        }
    }

    @Test
    void firstRulesCannotBeWrittenWhereNothingIsFree(@TempDir Path scripts) throws Exception {
        copy(scripts);
        try (var closed = LocalKafka.withRules(false)) {
            addUsers(closed);
            assertThatThrownBy(() -> TopicsJob.run(scripts, closed.bootstrapServersForLogin(), "topics", PASSWORD))
                    .hasMessageContaining("Authorization");
        }
    }

    /** The rules, and one topic: each takes a start of Kafka's tools. */
    private static void copy(Path scripts) throws IOException {
        for (var file : List.of("apply.sh", "acls.txt")) {
            Files.copy(CONTRACT.resolve(file), scripts.resolve(file));
        }
        Files.writeString(scripts.resolve("topics.txt"), "ecom-raw-events 4 8 168 broker\n");
    }

    private static void addUsers(LocalKafka kafka) throws Exception {
        try (var master = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            master.alterUserScramCredentials(
                            USERS.stream().map(KafkaRightsTest::login).toList())
                    .all()
                    .get();
        }
    }

    private static UserScramCredentialAlteration login(String user) {
        return new UserScramCredentialUpsertion(
                user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD);
    }

    private static AclBinding everything(String user) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "ecom-", PatternType.PREFIXED),
                new AccessControlEntry("User:" + user, "*", AclOperation.ALL, AclPermissionType.ALLOW));
    }

    private static Set<String> names(@Nullable String list) {
        return list == null ? Set.of() : Set.of(list.split(" ", -1));
    }

    /** The topics that a user can write a record to, once only. */
    private static Set<String> writable(String user) throws InterruptedException {
        var written = new TreeSet<String>();
        for (var topic : TOPICS) {
            try (var producer = producer(user, null)) {
                producer.send(record(topic)).get();
                written.add(topic);
            } catch (ExecutionException e) {
                // of the topic; of the cluster for who may write to none, since it gets no number as a producer either
                assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
            }
        }
        return written;
    }

    /** The topics of which a user gets a record. */
    private static Set<String> readable(String user) {
        var read = new TreeSet<String>();
        for (var topic : TOPICS) {
            try (var consumer = consumer(user, null)) {
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

    private static boolean poll(String user, String group, String topic) {
        try (var consumer = consumer(user, group)) {
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

    private static void writeInTransaction(KafkaProducer<byte[], byte[]> producer, List<String> topics)
            throws ExecutionException, InterruptedException {
        producer.initTransactions();
        producer.beginTransaction();
        for (var topic : topics) {
            producer.send(record(topic)).get();
        }
        producer.commitTransaction();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic) {
        return new ProducerRecord<>(topic, 0, new byte[] {'k'}, new byte[] {'v'});
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void refused(Class<? extends Throwable> because, Call call) {
        assertThatThrownBy(call::run).hasCauseInstanceOf(because);
    }

    private static Admin admin(String user) {
        return Admin.create(settings(user));
    }

    private static KafkaProducer<byte[], byte[]> producer(String user, @Nullable String transactionalId) {
        var settings = settings(user);
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        if (transactionalId != null) {
            settings.put("transactional.id", transactionalId);
        }
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String user, @Nullable String group) {
        var settings = settings(user);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        if (group != null) {
            settings.put("group.id", group);
        }
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> settings(String user) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", KAFKA.bootstrapServersForLogin());
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put("sasl.jaas.config", TopicsJob.login(user, PASSWORD));
        return settings;
    }
}
