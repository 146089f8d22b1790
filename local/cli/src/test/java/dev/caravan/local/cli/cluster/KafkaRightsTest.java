package dev.caravan.local.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the access rules of {@code contracts/topics/acls.txt} come to on a real broker, for clients that log in. */
class KafkaRightsTest {

    private static KafkaUnderRules kafka;

    @BeforeAll
    static void appliesTheContract(@TempDir Path scripts) throws Exception {
        kafka = KafkaUnderRules.shared(scripts);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            product-catalog     | ecom-product-events  |
            customer-service    | ecom-customer-events |
            order-service       | ecom-order-events    |
            activity-service    | ecom-raw-events      |
            integration-service | ecom-order-events-webhooks-dlq ecom-product-events-webhooks-dlq ecom-customer-events-webhooks-dlq ecom-product-events-marketplace-dlq ecom-order-events-marketplace-dlq ecom-order-events-erp-dlq ecom-order-events-mail-dlq | ecom-order-events ecom-product-events ecom-customer-events
            window-job          | ecom-analytics-results ecom-raw-events-late ecom-raw-events-dlq | ecom-raw-events ecom-analytics-results ecom-raw-events-late ecom-raw-events-dlq
            topics              | |
            stranger            | |
            """)
    void writesAndReadsItsOwnTopicsAndNoOther(String user, @Nullable String written, @Nullable String read)
            throws Exception {
        assertThat(kafka.as(user).writable(kafka.topics())).as("written").isEqualTo(names(written));
        assertThat(kafka.as(user).readable(kafka.topics())).as("read").isEqualTo(names(read));
    }

    @Test
    void peopleLookAtEverythingAndSendAgain() throws Exception {
        assertThat(kafka.as("operator").readable(kafka.topics())).containsExactlyInAnyOrderElementsOf(kafka.topics());
        try (var producer = kafka.as("operator").producer("caravan-dlq-replay")) {
            writeInTransaction(producer, List.of("ecom-order-events", "ecom-raw-events-dlq-replayed"));
        }
        try (var operator = kafka.as("operator").admin()) {
            var markers = new NewTopic("ecom-order-events-webhooks-dlq-replayed", 1, (short) 1);
            operator.createTopics(List.of(markers)).all().get();
        }
    }

    @ParameterizedTest
    @MethodSource("everybodyButTheJobOfTopics")
    void nobodyElseChangesTopicsOrRights(String user) {
        try (var admin = kafka.as(user).admin()) {
            refused(
                    TopicAuthorizationException.class,
                    () -> admin.deleteTopics(kafka.topics()).all().get());
            refused(
                    TopicAuthorizationException.class,
                    () -> admin.createTopics(List.of(new NewTopic("another", 1, (short) 1)))
                            .all()
                            .get());
            refused(
                    ClusterAuthorizationException.class,
                    () -> admin.createAcls(List.of(KafkaUnderRules.everything(user)))
                            .all()
                            .get());
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

    static Stream<String> everybodyButTheJobOfTopics() {
        return KafkaUnderRules.USERS.stream().filter(user -> !user.equals("topics"));
    }

    @Test
    void theJobOfTopicsDeletesNone() {
        try (var admin = kafka.as("topics").admin()) {
            refused(
                    TopicAuthorizationException.class,
                    () -> admin.deleteTopics(kafka.topics()).all().get());
        }
    }

    @Test
    void aServiceMayAskWhetherTheBrokersAreThere() throws Exception {
        try (var admin = kafka.as("activity-service").admin()) {
            assertThat(admin.describeCluster().nodes().get()).isNotEmpty();
        }
    }

    @Test
    void webhooksFollowInTheirOwnGroupOnly() {
        assertThat(kafka.as("integration-service").poll("webhooks", "ecom-order-events"))
                .isTrue();
        assertThatThrownBy(() -> kafka.as("integration-service").poll("flink-window-job", "ecom-order-events"))
                .isInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(() -> kafka.as("order-service").poll("webhooks", "ecom-order-events"))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void theWindowJobWritesInItsOwnTransactionsOnly() throws Exception {
        var outputs = List.of("ecom-analytics-results", "ecom-raw-events-late", "ecom-raw-events-dlq");
        try (var producer = kafka.as("window-job").producer("flink-window-job-results-0-1")) {
            writeInTransaction(producer, outputs);
        }
        try (var admin = kafka.as("window-job").admin()) {
            // as the connector looks for what an earlier run has left open
            assertThat(admin.listTransactions().all().get()).isNotEmpty();
            var partitions =
                    outputs.stream().map(topic -> new TopicPartition(topic, 0)).toList();
            assertThat(admin.describeProducers(partitions).all().get()).hasSize(3);
        }
        try (var producer = kafka.as("window-job").producer("caravan-dlq-replay")) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
        try (var producer = kafka.as("order-service").producer("flink-window-job-results-0-1")) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void nobodyComesInWithoutALogin() {
        try (var admin = kafka.as("nobody").admin()) {
            refused(
                    SaslAuthenticationException.class,
                    () -> admin.listTopics().names().get());
        }
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

    private interface Call {
        void run() throws Exception;
    }

    private static void refused(Class<? extends Throwable> because, Call call) {
        assertThatThrownBy(call::run).hasCauseInstanceOf(because);
    }
}
