package dev.caravan.bench.window;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One run of a job over some events.
 *
 * @param events how many
 * @param seconds by the clock, from the first event to the last result
 * @param cpuSeconds the processor time of this process meanwhile; what it takes to start a cluster and a job is in neither
 * @param counts the results
 */
record Run(int events, double seconds, double cpuSeconds, Map<String, Long> counts) {

    static final int PARALLELISM = 2;

    /** Runs a job on a cluster of its own in this process, with the state backend of the configuration. */
    static Run of(Contender contender, byte[][] events, Configuration flink) throws Exception {
        var env = environment(flink);
        Counts.clear();
        Replay.prepare(events, PARALLELISM);
        contender.define(env, false);
        env.execute();
        long cpu = processCpuNanos() - Replay.firstCpuNanos();
        double seconds = (System.nanoTime() - Replay.firstNanos()) / 1e9;
        var run = new Run(events.length, seconds, cpu / 1e9, Counts.all());
        System.err.printf(
                Locale.ROOT,
                "  %-10s %,9d events: %6.1f s, %6.1f s of CPU%n",
                contender.title(),
                run.events,
                run.seconds,
                run.cpuSeconds);
        return run;
    }

    static StreamExecutionEnvironment environment(Configuration flink) {
        var settings = new Configuration(flink);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.setString("taskmanager.memory.network.min", "128m");
        settings.setString("taskmanager.memory.network.max", "128m");
        settings.setString("taskmanager.memory.managed.size", "256m");
        return StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, settings);
    }

    double eventsPerSecond() {
        return events / seconds;
    }

    double eventsPerCpuSecond() {
        return events / cpuSeconds;
    }

    static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
