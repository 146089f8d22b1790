package dev.caravan.local.flink;

import dev.caravan.local.part.Part;
import dev.caravan.local.part.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;

/**
 * Runs the window job on a local cluster. {@code FLINK_REST_PORT} (8091), {@code FLINK_STATE_DIR} and
 * {@code WINDOW_JOB_JAR} say where; {@code FLINK_PARALLELISM} (2) how wide; {@code FLINK_METRICS_PORT} where Prometheus
 * may read metrics (nowhere); the job reads its own settings from the same
 * environment. SIGTERM stops the job with a savepoint. After any end, also SIGKILL, the next start resumes from the
 * newest checkpoint or savepoint in the state directory.
 */
public final class FlinkPart {

    private FlinkPart() {}

    /** Starts the cluster and the job. */
    public static void main(String[] args) {
        Part.run("flink", FlinkPart::start);
    }

    private static Part.Running start(Settings settings) throws Exception {
        logOneLineARecord();
        int port = Integer.parseInt(settings.optional("FLINK_REST_PORT", "8091"));
        int metricsPort = Integer.parseInt(settings.optional("FLINK_METRICS_PORT", "0"));
        int parallelism = Integer.parseInt(settings.optional("FLINK_PARALLELISM", "2"));
        Path jar = Path.of(settings.required("WINDOW_JOB_JAR")).toAbsolutePath();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("WINDOW_JOB_JAR names no file: " + jar);
        }
        var state = new StateDirectory(settings.directory("FLINK_STATE_DIR"));
        var cluster = LocalCluster.start(port, metricsPort, parallelism, state);
        try {
            var job = WindowJobRun.submit(cluster, jar, state, settings);
            job.awaitRunning();
            job.exitWhenItEnds();
            return new Part.Running(cluster.address(), () -> {
                job.stopWithSavepoint();
                cluster.stop();
            });
        } catch (Exception e) {
            cluster.stop();
            throw e;
        }
    }

    private static void logOneLineARecord() throws Exception {
        try (var configuration = FlinkPart.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(configuration);
        }
    }
}
