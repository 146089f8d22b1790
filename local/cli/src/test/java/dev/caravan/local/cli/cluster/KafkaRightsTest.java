package dev.caravan.local.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.cli.platform.TopicList;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.TopicsJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
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
        try (var stranger = as(STRANGER).admin()) {
            // what the rules are for
            stranger.createTopics(List.of(new NewTopic("strange", 1, (short) 1)))
                    .all()
                    .get();
        }
        TopicsJob.run(scripts, KAFKA.bootstrapServersForLogin(), "topics", KafkaUser.PASSWORD);
        TOPICS.addAll(TopicList.read(CONTRACT.resolve("../..")).names());
        TOPICS.forEach(topic -> KAFKA.createTopic(topic, 1));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", KAFKA.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (var topic : TOPICS) {
                producer.send(KafkaUser.record(topic)).get();
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
        for (var login : List.of(user, user + "_b")) {
            assertThat(as(login).writable(TOPICS)).as("written by " + login).isEqualTo(names(written));
            assertThat(as(login).readable(TOPICS)).as("read by " + login).isEqualTo(names(read));
        }
    }

    @Test
    void peopleLookAtEverythingAndSendAgain() throws Exception {
        assertThat(as("operator").readable(TOPICS)).containsExactlyInAnyOrderElementsOf(TOPICS);
        try (var producer = as("operator").producer("caravan-dlq-replay")) {
            writeInTransaction(producer, List.of("ecom-order-events", "ecom-raw-events-dlq-replayed"));
        }
        try (var operator = as("operator").admin()) {
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
        try (var admin = as(user).admin()) {
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
                    () -> admin.alterUserScramCredentials(List.of(KafkaUser.credential(user)))
                            .all()
                            .get());
        }
    }

    @Test
    void theJobOfTopicsDeletesNone() {
        try (var admin = as("topics").admin()) {
            refused(
                    TopicAuthorizationException.class,
                    () -> admin.deleteTopics(TOPICS).all().get());
        }
    }

    @Test
    void aServiceMayAskWhetherTheBrokersAreThere() throws Exception {
        try (var admin = as("activity-service").admin()) {
            assertThat(admin.describeCluster().nodes().get()).isNotEmpty();
        }
    }

    @Test
    void webhooksFollowInTheirOwnGroupOnly() {
        assertThat(as("integration-service").poll("webhooks", "ecom-order-events"))
                .isTrue();
        assertThatThrownBy(() -> as("integration-service").poll("flink-window-job", "ecom-order-events"))
                .isInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(() -> as("order-service").poll("webhooks", "ecom-order-events"))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void theWindowJobWritesInItsOwnTransactionsOnly() throws Exception {
        var outputs = List.of("ecom-analytics-results", "ecom-raw-events-late", "ecom-raw-events-dlq");
        try (var producer = as("window-job").producer("flink-window-job-results-0-1")) {
            writeInTransaction(producer, outputs);
        }
        try (var admin = as("window-job").admin()) {
            // as the connector looks for what an earlier run has left open
            assertThat(admin.listTransactions().all().get()).isNotEmpty();
            var partitions =
                    outputs.stream().map(topic -> new TopicPartition(topic, 0)).toList();
            assertThat(admin.describeProducers(partitions).all().get()).hasSize(3);
        }
        try (var producer = as("window-job").producer("caravan-dlq-replay")) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
        try (var producer = as("order-service").producer("flink-window-job-results-0-1")) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void nobodyComesInWithoutALogin() {
        try (var admin = as("nobody").admin()) {
            refused(
                    SaslAuthenticationException.class,
                    () -> admin.listTopics().names().get());
        }
    }

    @Test
    void bothLoginsOfAUserHaveTheSameRights() throws Exception {
        try (var master = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            var first = new HashSet<String>();
            var second = new HashSet<String>();
            for (var rule : master.describeAcls(AclBindingFilter.ANY).values().get()) {
                var who = rule.entry().principal();
                var right = rule.pattern() + " " + rule.entry().operation() + " " + who.replaceFirst("_b$", "");
                if (!who.startsWith("User:CN=")) {
                    assertThat((who.endsWith("_b") ? second : first).add(right)).isTrue();
                }
            }
            assertThat(second).isNotEmpty().isEqualTo(first);
        }
    }

    @Test
    void aLoginIsWaitedForUntilTheBrokersTakeItsPassword(@TempDir Path scripts) throws Exception {
        copy(scripts);
        var waiting = CompletableFuture.supplyAsync(() -> TopicsJob.awaitLogins(
                scripts,
                KAFKA.bootstrapServersForLogin(),
                "order-service " + KafkaUser.PASSWORD + "\nnewcomer_b secret"));
        assertThatThrownBy(() -> waiting.get(8, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        try (var master = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            master.alterUserScramCredentials(List.of(KafkaUser.credential("newcomer_b")))
                    .all()
                    .get();
        }
        assertThat(waiting.get(60, TimeUnit.SECONDS))
                .contains("order-service is let in")
                .contains("newcomer_b is not let in yet", "Authentication failed")
                .endsWith("newcomer_b is let in\n")
                .doesNotContain("secret");
    }

    @Test
    void appliedAgainChangesNothingButWhatIsNotInTheList(@TempDir Path scripts) throws Exception {
        copy(scripts);
        assertThat(TopicsJob.run(scripts, KAFKA.bootstrapServersForLogin(), "topics", KafkaUser.PASSWORD))
                .doesNotContain("add:", "remove:");
        try (var master = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            master.createAcls(List.of(everything(STRANGER))).all().get();
            assertThat(as(STRANGER).writable(TOPICS)).isNotEmpty();
            assertThat(TopicsJob.run(scripts, KAFKA.bootstrapServersForLogin(), "topics", KafkaUser.PASSWORD))
                    .contains("remove: User:stranger ALL topic ecom-");
            assertThat(as(STRANGER).writable(TOPICS)).isEmpty();
        }
    }

    @Test
    void firstRulesCannotBeWrittenWhereNothingIsFree(@TempDir Path scripts) throws Exception {
        copy(scripts);
        try (var closed = LocalKafka.withRules(false)) {
            addUsers(closed);
            assertThatThrownBy(() ->
                            TopicsJob.run(scripts, closed.bootstrapServersForLogin(), "topics", KafkaUser.PASSWORD))
                    .hasMessageContaining("Authorization");
        }
    }

    /** The rules, and one topic: each takes a start of Kafka's tools. */
    private static void copy(Path scripts) throws IOException {
        for (var file : List.of("apply.sh", "log-in.sh", "acls.txt")) {
            Files.copy(CONTRACT.resolve(file), scripts.resolve(file));
        }
        Files.writeString(scripts.resolve("topics.txt"), "ecom-raw-events 4 8 168 broker\n");
    }

    private static void addUsers(LocalKafka kafka) throws Exception {
        try (var master = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            master.alterUserScramCredentials(USERS.stream()
                            .flatMap(user -> Stream.of(user, user + "_b"))
                            .map(KafkaUser::credential)
                            .toList())
                    .all()
                    .get();
        }
    }

    private static AclBinding everything(String user) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "ecom-", PatternType.PREFIXED),
                new AccessControlEntry("User:" + user, "*", AclOperation.ALL, AclPermissionType.ALLOW));
    }

    private static Set<String> names(@Nullable String list) {
        return list == null ? Set.of() : Set.of(list.split(" ", -1));
    }

    private static void writeInTransaction(KafkaProducer<byte[], byte[]> producer, List<String> topics)
            throws ExecutionException, InterruptedException {
        producer.initTransactions();
        producer.beginTransaction();
        for (var topic : topics) {
            producer.send(KafkaUser.record(topic)).get();
        }
        producer.commitTransaction();
    }

    private static KafkaUser as(String user) {
        return new KafkaUser(KAFKA.bootstrapServersForLogin(), user);
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void refused(Class<? extends Throwable> because, Call call) {
        assertThatThrownBy(call::run).hasCauseInstanceOf(because);
    }
}
