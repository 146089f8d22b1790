package dev.caravan.local.cli.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The submission of the window job to Dataproc. Terraform knows no Flink jobs, so this is one command of {@code gcloud}.
 *
 * @param stack what the gcp root says of itself
 */
record JobSubmission(JsonNode stack) {

    private static final int PARALLELISM = 4;
    private static final Pattern STATE = Pattern.compile(
            "\\s*\\d+\\s+(?<time>\\S+)\\s+(?<state>\\S+/(?:checkpoints|savepoints)/\\S+)/_metadata\\s*");

    /**
     * The command.
     *
     * @param savepoint where to go on from, or null to begin with the oldest event
     * @param credentials a file with Flink properties that carry static AWS keys, or null for the federated role
     * @throws Failure if the gcp root says too little
     */
    List<String> command(@Nullable String savepoint, @Nullable String credentials) {
        var command = new ArrayList<>(List.of(
                "gcloud",
                "dataproc",
                "jobs",
                "submit",
                "flink",
                "--project=" + text("project"),
                "--region=" + text("region"),
                "--cluster=" + text("job", "cluster"),
                "--jar=" + text("job", "jar"),
                "--async",
                "--labels=caravan=window-job",
                "--properties=parallelism.default=" + PARALLELISM + ",execution.checkpointing.dir="
                        + text("job", "state") + "/checkpoints,execution.checkpointing.savepoint-dir="
                        + text("job", "state") + "/savepoints"));
        if (credentials != null) {
            command.add("--properties-file=" + credentials);
        }
        if (savepoint != null) {
            command.add("--savepoint=" + savepoint);
        }
        command.add("--");
        command.addAll(job("kafka-bootstrap-servers", text("job", "bootstrap_servers")));
        command.addAll(job("kafka-properties-file", text("job", "kafka_properties_file")));
        command.addAll(job("dynamodb-table", text("job", "table")));
        command.addAll(job("aws-region", text("job", "aws_region")));
        if (credentials == null) {
            command.addAll(job("google-identity-role-arn", text("job", "role_arn")));
            command.addAll(job("google-identity-audience", text("job", "audience")));
        }
        return List.copyOf(command);
    }

    /** The command that prints the ids of the jobs that run, or are about to, one a line. */
    List<String> active() {
        return List.of(
                "gcloud",
                "dataproc",
                "jobs",
                "list",
                "--project=" + text("project"),
                "--region=" + text("region"),
                "--cluster=" + text("job", "cluster"),
                "--state-filter=active",
                "--filter=labels.caravan=window-job",
                "--format=value(reference.jobId)");
    }

    /** The command that lists all of the job's state, as {@link #newestState} reads it. */
    List<String> states() {
        return List.of("gcloud", "storage", "ls", "-l", text("job", "state") + "/**");
    }

    /**
     * The newest complete checkpoint or savepoint: the file {@code _metadata} is written last. The supervisor
     * ({@code supervise.sh}) chooses by the same rule.
     *
     * @param listing lines of size, time (RFC 3339, UTC) and URL
     */
    static Optional<String> newestState(String listing) {
        return listing.lines()
                .map(STATE::matcher)
                .filter(Matcher::matches)
                .max(Comparator.comparing(state -> state.group("time")))
                .map(state -> state.group("state"));
    }

    /** The command that stops the job on the cluster's master, reached through Google's proxy, which asks who calls. */
    List<String> stop() {
        return onMaster("sudo /usr/local/sbin/caravan-stop");
    }

    private List<String> onMaster(String script) {
        return List.of(
                "gcloud",
                "compute",
                "ssh",
                text("job", "cluster") + "-m",
                "--project=" + text("project"),
                "--zone=" + text("job", "zone"),
                "--tunnel-through-iap",
                "--command=" + script);
    }

    /**
     * The command that restarts the job: its master fetches the present Kafka login and stops it with a savepoint, and its
     * supervisor submits it again from there, with that login.
     */
    List<String> restart() {
        return onMaster("sudo /usr/local/sbin/caravan-kafka-login && sudo /usr/local/sbin/caravan-stop");
    }

    /** The command that prints the Kafka settings that the machines fetch. */
    List<String> kafkaSettings() {
        return secretVersions("access", "latest", "--secret=" + text("job", "kafka_secret"));
    }

    /** The command that replaces them by its standard input. */
    List<String> newKafkaSettings() {
        return secretVersions("add", text("job", "kafka_secret"), "--data-file=-");
    }

    private List<String> secretVersions(String... arguments) {
        var command = new ArrayList<>(List.of("gcloud", "secrets", "versions"));
        command.addAll(List.of(arguments));
        command.add("--project=" + text("project"));
        return List.copyOf(command);
    }

    /** The command that lists what the supervisor is to keep running; it fails where that is nothing. */
    List<String> isSupervised() {
        return List.of("gcloud", "storage", "ls", supervised());
    }

    /** Where the supervisor of the cluster looks for what is to run. */
    String supervised() {
        return text("job", "state") + "/job/submission";
    }

    /**
     * What the supervisor submits where the job is to run and does not: the arguments of {@code gcloud dataproc jobs submit
     * flink}, one a line. It adds the state that it goes on from.
     */
    String supervision() {
        var command = command(null, null);
        return String.join("\n", command.subList(command.indexOf("flink") + 1, command.size())) + "\n";
    }

    /** The Flink properties that carry static AWS keys to the machines' processes. */
    static String staticKeys(String id, String secret) {
        var text = new StringBuilder();
        for (var process : List.of("master", "taskmanager")) {
            text.append("containerized.")
                    .append(process)
                    .append(".env.AWS_ACCESS_KEY_ID=")
                    .append(id)
                    .append('\n');
            text.append("containerized.")
                    .append(process)
                    .append(".env.AWS_SECRET_ACCESS_KEY=")
                    .append(secret)
                    .append('\n');
        }
        return text.toString();
    }

    private static List<String> job(String name, String value) {
        return List.of("--" + name, value);
    }

    private String text(String... path) {
        var node = stack;
        for (var name : path) {
            node = node.path(name);
        }
        if (!node.isTextual() || node.asText().isEmpty()) {
            throw new Failure("The gcp part does not say its " + String.join(".", path)
                    + ". Apply it first: ./caravan cloud apply ENV gcp.");
        }
        return node.asText();
    }
}
