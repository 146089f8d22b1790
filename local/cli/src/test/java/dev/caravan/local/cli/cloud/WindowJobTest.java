package dev.caravan.local.cli.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.cli.cloud.rotation.Login;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowJobTest {

    private static final Map<String, Login> LOGINS =
            Map.of("kafka-window-job", new Login("window-job_b", "p$2", "window-job"));

    private final Played google = new Played();
    private final List<String> said = new ArrayList<>();
    private final WindowJob job =
            new WindowJob(new JobSubmission(Json.read("""
        {"project": "my-shop", "region": "us-east4",
         "job": {"cluster": "caravan-dev", "zone": "us-east4-a", "state": "gs://state", "kafka_secret": "caravan-dev-kafka"}}\
        """)), google, Duration.ofMillis(1), said::add);

    @Test
    void theSecretOfTheMachinesNamesTheOtherLogin() {
        job.handOver(LOGINS);
        assertThat(google.settings).isEqualTo("""
                security.protocol=SASL_SSL
                sasl.jaas.config=ScramLoginModule required username="window-job_b" password="p$2";
                """);
        job.handOver(LOGINS);
        assertThat(google.versions).as("versions of the secret").isEqualTo(2);
    }

    @Test
    void aSecretWithoutALoginIsNotReplaced() {
        google.settings = "";
        assertThatThrownBy(() -> job.handOver(LOGINS))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("holds no login");
        assertThat(google.versions).isEqualTo(1);
    }

    @Test
    void theMasterFetchesTheLoginBeforeTheJobIsStopped() {
        job.restart(LOGINS);
        assertThat(google.onMaster)
                .containsExactly("sudo /usr/local/sbin/caravan-kafka-login && sudo /usr/local/sbin/caravan-stop");
        assertThat(google.running).isEqualTo("job-2");
    }

    @Test
    void aJobThatIsNotSubmittedAgainIsSaidSo() {
        google.supervisorWorks = false;
        assertThatThrownBy(() -> job.restart(LOGINS))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("journalctl -u caravan-supervise");
    }

    @Test
    void aJobThatDoesNotRunIsLeftAlone() {
        google.running = "";
        job.restart(LOGINS);
        assertThat(google.onMaster).isEmpty();
        assertThat(said).containsExactly("The window job does not run; it will with its new login.");
    }

    @Test
    void aJobThatNobodyWouldSubmitAgainIsLeftToTheOperator() {
        google.supervised = false;
        job.restart(LOGINS);
        assertThat(google.onMaster).isEmpty();
        assertThat(said).singleElement().asString().contains("--static-keys");
    }

    @Test
    void whereOnlyTheDatabaseIsRotatedItKeepsItsLogin() {
        Map<String, Login> database = Map.of("database-orders", new Login("orders_b", "p", "orders"));
        job.handOver(database);
        job.restart(database);
        assertThat(google.versions).isEqualTo(1);
        assertThat(google.onMaster).isEmpty();
    }

    /** Google's cloud: a secret, a master, a supervisor that submits again what was stopped. */
    private static final class Played implements WindowJob.Gcloud {

        String settings = """
                security.protocol=SASL_SSL
                sasl.jaas.config=ScramLoginModule required username="window-job" password="first";
                """;
        int versions = 1;
        String running = "job-1";
        boolean supervised = true;
        boolean supervisorWorks = true;
        final List<String> onMaster = new ArrayList<>();

        @Override
        public String run(String input, List<String> command) {
            assertThat(command).contains("--project=my-shop");
            var text = String.join(" ", command);
            if (text.startsWith("gcloud secrets versions access latest --secret=caravan-dev-kafka ")) {
                return settings;
            }
            if (text.startsWith("gcloud secrets versions add caravan-dev-kafka --data-file=- ")) {
                settings = input;
                versions++;
                return "";
            }
            if (text.startsWith("gcloud dataproc jobs list ")) {
                return running + "\n";
            }
            assertThat(text).startsWith("gcloud compute ssh caravan-dev-m ");
            onMaster.add(command.getLast().replaceFirst("--command=", ""));
            running = supervisorWorks ? "job-2" : "";
            return "gs://state/savepoints/savepoint-1\n";
        }

        @Override
        public boolean succeeds(List<String> command) {
            assertThat(command).containsExactly("gcloud", "storage", "ls", "gs://state/job/submission");
            return supervised;
        }
    }
}
