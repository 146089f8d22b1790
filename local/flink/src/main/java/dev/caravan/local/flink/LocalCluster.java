package dev.caravan.local.flink;

import java.net.BindException;
import java.time.Duration;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.metrics.prometheus.LoopbackReporterFactory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.ExceptionUtils;

/** Job manager, task manager, REST interface and web pages, in this process and within a small memory. */
final class LocalCluster {

    private final MiniCluster cluster;
    private final Configuration configuration;
    private final int port;

    private LocalCluster(MiniCluster cluster, Configuration configuration, int port) {
        this.cluster = cluster;
        this.configuration = configuration;
        this.port = port;
    }

    static LocalCluster start(int port, int metricsPort, int parallelism, StateDirectory state) throws Exception {
        var configuration = configuration(port, parallelism, state);
        if (metricsPort > 0) {
            reportMetrics(configuration, metricsPort);
        }
        var cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            cluster.close();
            if (ExceptionUtils.findThrowable(e, BindException.class).isPresent()) {
                throw new IllegalStateException("port " + port + " of FLINK_REST_PORT is taken by another process", e);
            }
            throw e;
        }
        return new LocalCluster(cluster, configuration, port);
    }

    private static Configuration configuration(int port, int parallelism, StateDirectory state) {
        var flink = new Configuration();
        flink.set(RestOptions.ADDRESS, "localhost");
        flink.set(RestOptions.BIND_ADDRESS, "localhost");
        flink.set(RestOptions.PORT, port);
        flink.set(RestOptions.BIND_PORT, Integer.toString(port));
        flink.set(JobManagerOptions.BIND_HOST, "localhost");
        flink.set(TaskManagerOptions.HOST, "localhost");
        flink.set(TaskManagerOptions.BIND_HOST, "localhost");
        // whoever may submit a jar may run what they like as who runs this
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        flink.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://localhost:" + port);
        flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);

        String scratch = state.scratch().toString();
        flink.set(CoreOptions.TMP_DIRS, scratch);
        flink.set(WebOptions.TMP_DIR, scratch);
        flink.set(BlobServerOptions.STORAGE_DIRECTORY, scratch);
        flink.set(ClusterOptions.PROCESS_WORKING_DIR_BASE, scratch);

        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(24));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(24));
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));

        flink.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                state.checkpoints().toUri().toString());
        flink.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                state.savepoints().toUri().toString());
        flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);

        // For ever: Kafka or DynamoDB may be away for long on one's own machine, and the job goes on when they are
        // back.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(5));
        return flink;
    }

    /** Flink's own reporter, as on any cluster: {@code GET /metrics} in the text format of Prometheus. */
    private static void reportMetrics(Configuration flink, int port) {
        flink.setString("metrics.reporter.prometheus.factory.class", LoopbackReporterFactory.class.getName());
        flink.setString("metrics.reporter.prometheus.port", Integer.toString(port));
        flink.setString("metrics.latency.interval", "0");
    }

    /** The settings of the running cluster, as its clients need them. */
    Configuration clientConfiguration() {
        return new Configuration(configuration);
    }

    /** Where the web pages and the REST interface are. */
    String address() {
        return "http://localhost:" + port;
    }

    /** Ends the cluster and every job on it. */
    void stop() throws Exception {
        cluster.close();
    }
}
