package dev.caravan.local.cli.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import org.junit.jupiter.api.Test;

class JobSubmissionTest {

    private static final JobSubmission SUBMISSION = new JobSubmission(Json.read("""
        {"project": "my-shop", "region": "us-east4",
         "job": {"cluster": "caravan-dev", "jar": "gs://jars/job.jar", "state": "gs://state",
                 "kafka_properties_file": "/etc/caravan/kafka.properties", "kafka_secret": "caravan-dev-kafka", "bootstrap_servers": "b-1:9096,b-2:9096",
                 "table": "ecom-analytics", "aws_region": "us-east-1", "role_arn": "arn:aws:iam::1:role/job",
                 "audience": "sts.amazonaws.com"}}\
        """));

    @Test
    void submitsWithTheFederatedRole() {
        assertThat(String.join(" ", SUBMISSION.command(null, null)))
                .isEqualTo("gcloud dataproc jobs submit flink --project=my-shop --region=us-east4 --cluster=caravan-dev"
                        + " --jar=gs://jars/job.jar --async --labels=caravan=window-job --properties=parallelism.default=4,"
                        + "execution.checkpointing.dir=gs://state/checkpoints,"
                        + "execution.checkpointing.savepoint-dir=gs://state/savepoints --"
                        + " --kafka-bootstrap-servers b-1:9096,b-2:9096"
                        + " --kafka-properties-file /etc/caravan/kafka.properties --dynamodb-table ecom-analytics"
                        + " --aws-region us-east-1 --google-identity-role-arn arn:aws:iam::1:role/job"
                        + " --google-identity-audience sts.amazonaws.com");
    }

    @Test
    void goesOnFromASavepoint() {
        var command = SUBMISSION.command("gs://state/savepoints/savepoint-1", null);

        assertThat(command).contains("--savepoint=gs://state/savepoints/savepoint-1");
        assertThat(command.indexOf("--savepoint=gs://state/savepoints/savepoint-1"))
                .as("before the job's own arguments")
                .isLessThan(command.indexOf("--"));
    }

    @Test
    void goesOnFromTheNewestStateThatIsComplete() {
        assertThat(JobSubmission.newestState("""
                      2147  2026-11-28T10:00:00Z  gs://state/checkpoints/0a1b/chk-9/_metadata
                      2147  2026-11-29T09:59:59Z  gs://state/savepoints/savepoint-0a1b-77/_metadata
                      2147  2026-11-29T10:00:01Z  gs://state/checkpoints/2c3d/chk-10/_metadata
                     99999  2026-11-29T10:00:31Z  gs://state/checkpoints/2c3d/chk-11/0c5a-part
                     99999  2026-11-29T10:09:31Z  gs://state/job/submission
                TOTAL: 5 objects, 206439 bytes (201.6kiB)
                """)).contains("gs://state/checkpoints/2c3d/chk-10");
    }

    @Test
    void knowsNoStateBeforeTheFirstCheckpoint() {
        assertThat(JobSubmission.newestState("     12  2026-11-29T10:09:31Z  gs://state/job/submission\n"))
                .isEmpty();
    }

    @Test
    void looksForJobsAndStatesOfItsOwn() {
        assertThat(SUBMISSION.active())
                .contains("--cluster=caravan-dev", "--state-filter=active", "--filter=labels.caravan=window-job");
        assertThat(SUBMISSION.states()).endsWith("gs://state/**");
    }

    @Test
    void givesStaticKeysByAFileAndNeverAsArguments() {
        var command = SUBMISSION.command(null, "/tmp/keys");

        assertThat(command).contains("--properties-file=/tmp/keys");
        assertThat(String.join(" ", command)).doesNotContain("AWS_").doesNotContain("identity");
        assertThat(JobSubmission.staticKeys("id", "secret"))
                .contains("containerized.taskmanager.env.AWS_ACCESS_KEY_ID=id\n")
                .contains("containerized.master.env.AWS_SECRET_ACCESS_KEY=secret\n");
    }

    @Test
    void tellsTheSupervisorWhatToSubmit() {
        assertThat(SUBMISSION.supervised()).isEqualTo("gs://state/job/submission");
        assertThat(SUBMISSION.supervision().lines())
                .startsWith("--project=my-shop", "--region=us-east4")
                .contains("--labels=caravan=window-job", "--", "--dynamodb-table")
                .doesNotContain("gcloud", "submit", "flink");
    }

    @Test
    void saysWhatIsMissingBeforeTheFirstApply() {
        assertThatThrownBy(() -> new JobSubmission(Json.read("{\"project\": \"p\"}")).command(null, null))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("does not say its region")
                .hasMessageContaining("./caravan cloud apply");
    }
}
