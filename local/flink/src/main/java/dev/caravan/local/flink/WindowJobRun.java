package dev.caravan.local.flink;

import dev.caravan.local.part.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The window job on the cluster: submitted as its jar over REST, as {@code flink run} does. */
final class WindowJobRun {

    private static final Logger LOG = LoggerFactory.getLogger(WindowJobRun.class);
    private static final Duration RUNNING_LIMIT = Duration.ofSeconds(60);
    private static final Duration SAVEPOINT_LIMIT = Duration.ofSeconds(10);

    private final RestClusterClient<String> client;
    private final JobID id;
    private final StateDirectory state;
    private volatile boolean stopping;

    private WindowJobRun(RestClusterClient<String> client, JobID id, StateDirectory state) {
        this.client = client;
        this.id = id;
        this.state = state;
    }

    /** Submits the jar; the job resumes from the newest checkpoint or savepoint of the state directory. */
    static WindowJobRun submit(LocalCluster cluster, Path jar, StateDirectory state, Settings settings)
            throws Exception {
        var id = new JobID();
        var configuration = cluster.clientConfiguration();
        configuration.set(DeploymentOptions.TARGET, "remote");
        configuration.set(DeploymentOptions.ATTACHED, false);
        configuration.set(PipelineOptions.JARS, List.of(jar.toUri().toString()));
        configuration.setString("$internal.pipeline.job-id", id.toHexString());
        resume(configuration, state);
        try (var program = PackagedProgram.newBuilder()
                .setJarFile(jar.toFile())
                .setArguments(localDefaults(settings))
                .setConfiguration(configuration)
                .build()) {
            ClientUtils.executeProgram(new DefaultExecutorServiceLoader(), configuration, program, false, false);
        }
        return new WindowJobRun(new RestClusterClient<>(cluster.clientConfiguration(), "local"), id, state);
    }

    private static void resume(Configuration configuration, StateDirectory state) throws Exception {
        var point = state.newestCompleted();
        if (point.isEmpty()) {
            LOG.info("the window job begins with the oldest event");
            return;
        }
        LOG.info("the window job resumes from {}", point.orElseThrow());
        configuration.set(
                StateRecoveryOptions.SAVEPOINT_PATH, point.orElseThrow().toUri().toString());
        // The new job owns the old state, and deletes it when its own checkpoints have replaced it.
        configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
    }

    /** One machine is fast and somebody is watching: shorter times than in the cloud, unless they are set. */
    private static String[] localDefaults(Settings settings) {
        List<String> arguments = new ArrayList<>();
        List.of("CHECKPOINT_INTERVAL_MS 2000", "QUIET_TOPIC_AFTER_MS 3000", "PARTITION_IDLE_AFTER_MS 5000")
                .forEach(nameAndValue -> {
                    String[] parts = nameAndValue.split(" ", 2);
                    if (settings.optional(parts[0], "").isEmpty()) {
                        arguments.add("--" + parts[0]);
                        arguments.add(parts[1]);
                    }
                });
        return arguments.toArray(String[]::new);
    }

    /**
     * Returns when every task of the job runs.
     *
     * @throws IllegalStateException if that takes too long or the job has failed
     */
    void awaitRunning() throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + RUNNING_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            var details = client.getJobDetails(id).get(10, TimeUnit.SECONDS);
            if (details.getJobStatus().isGloballyTerminalState()) {
                throw new IllegalStateException("the window job has " + details.getJobStatus() + ": " + cause());
            }
            if (!details.getJobVertexInfos().isEmpty()
                    && details.getJobVertexInfos().stream()
                            .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("the window job does not run after " + RUNNING_LIMIT.toSeconds()
                + " s; the log above says what its tasks wait for");
    }

    /** Ends this process with status 1 and a sentence when the job ends although nobody stops it. */
    void exitWhenItEnds() {
        var unused = client.requestJobResult(id).whenComplete((result, error) -> {
            if (stopping) {
                return;
            }
            System.err.println("flink: the window job has ended: "
                    + (error != null
                            ? error.toString()
                            : result.getSerializedThrowable()
                                    .map(Object::toString)
                                    .orElse("no cause is given")));
            stopping = true;
            Thread.ofPlatform().start(() -> System.exit(1));
        });
    }

    /** Stops the job with a savepoint; if that takes too long, the last checkpoint is what the next start resumes from. */
    void stopWithSavepoint() {
        boolean ended = stopping;
        stopping = true;
        try (client) {
            if (ended) {
                return;
            }
            String savepoint = client.stopWithSavepoint(
                            id, false, state.savepoints().toUri().toString(), SavepointFormatType.CANONICAL)
                    .get(SAVEPOINT_LIMIT.toSeconds(), TimeUnit.SECONDS);
            say("the window job has stopped with " + savepoint);
        } catch (ExecutionException | TimeoutException e) {
            say("no savepoint was made, the last checkpoint stands: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** While the process ends, the JDK's logging has already been closed. */
    private static void say(String sentence) {
        System.out.println(Instant.now() + " INFO WindowJobRun " + sentence);
    }

    private String cause() throws InterruptedException, ExecutionException, TimeoutException {
        return client.requestJobResult(id)
                .get(10, TimeUnit.SECONDS)
                .getSerializedThrowable()
                .map(Object::toString)
                .orElse("no cause is given");
    }
}
