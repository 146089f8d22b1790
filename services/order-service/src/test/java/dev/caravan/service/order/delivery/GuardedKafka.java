package dev.caravan.service.order.delivery;

import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.TopicsJob;
import dev.caravan.service.order.OrderServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/** A broker as the order service has it in the cloud: it asks for a login, and holds it to the rights of the contract. */
final class GuardedKafka implements AutoCloseable {

    private static final Path CONTRACT = Path.of(System.getProperty("caravan.root"), "contracts/topics");
    private static final String OF_JOB = UUID.randomUUID().toString();

    private final LocalKafka kafka = LocalKafka.withRules(true);

    /** Makes the topic, and gives the order service its rights, as the job of each sync does. */
    GuardedKafka(Path scripts) throws IOException {
        Files.copy(CONTRACT.resolve("apply.sh"), scripts.resolve("apply.sh"));
        // each row takes a start of Kafka's tools
        var rows = Files.readAllLines(CONTRACT.resolve("acls.txt")).stream()
                .filter(row -> row.startsWith("topics ") || row.startsWith("order-service "))
                .toList();
        Files.write(scripts.resolve("acls.txt"), rows);
        Files.writeString(scripts.resolve("topics.txt"), OrderServiceTest.TOPIC + " 4 1 168 producer\n");
        setPassword("topics", OF_JOB);
        TopicsJob.run(scripts, kafka.bootstrapServersForLogin(), "topics", OF_JOB);
    }

    /** Where a test reads without a login. */
    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** What a service is told that logs in so. */
    Map<String, String> settings(String login, String password) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServersForLogin(),
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "KAFKA_SASL_MECHANISM",
                "SCRAM-SHA-512",
                "KAFKA_SASL_JAAS_CONFIG",
                TopicsJob.login(login, password));
    }

    /** The broker takes a password, as MSK does from a secret; returns when it lets the login in. */
    void letIn(String login, String password) {
        setPassword(login, password);
        TopicsJob.awaitLogins(CONTRACT, kafka.bootstrapServersForLogin(), login + " " + password, line -> {});
    }

    /** The broker takes a password that nobody knows. */
    void shutOut(String login) {
        setPassword(login, UUID.randomUUID().toString());
    }

    /** Whether somebody who comes now is let in. */
    boolean letsIn(String login, String password) throws InterruptedException {
        var settings = Map.<String, Object>of(
                "bootstrap.servers",
                kafka.bootstrapServersForLogin(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                TopicsJob.login(login, password));
        try (var admin = Admin.create(settings)) {
            admin.describeCluster().nodes().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SaslAuthenticationException) {
                return false;
            }
            throw new IllegalStateException(e);
        }
    }

    private void setPassword(String login, String password) {
        var settings = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
        try (var master = Admin.create(settings)) {
            master.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            login, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the broker does not take a password for " + login, e);
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
