package dev.caravan.local.flink;

import dev.caravan.local.part.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A session cluster as Flink's own scripts start it: a job manager, a task manager and the client, each a process. */
final class SessionCluster implements AutoCloseable {

    private static final String JOB_MANAGER = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
    private static final String CLIENT = "org.apache.flink.client.cli.CliFrontend";

    private final Path root = Path.of(System.getProperty("caravan.root", ".")).toAbsolutePath();
    private final Path directory;
    private final Map<String, String> variables;
    private final int restPort = FreePort.find();
    private @Nullable Process jobManager;
    private @Nullable Process taskManager;

    /**
     * A cluster that is not started.
     *
     * @param directory for its configuration, its logs and the job's state
     * @param variables the settings of the job, and the credentials of its task managers
     */
    SessionCluster(Path directory, Map<String, String> variables) throws IOException {
        this.directory = directory;
        this.variables = variables;
        Files.writeString(directory.resolve("config.yaml"), """
                jobmanager.rpc.address: localhost
                jobmanager.rpc.port: %d
                jobmanager.memory.process.size: 768m
                rest.address: localhost
                rest.bind-address: localhost
                rest.port: %d
                taskmanager.host: localhost
                taskmanager.numberOfTaskSlots: 2
                taskmanager.cpu.cores: 2
                taskmanager.memory.task.heap.size: 128m
                taskmanager.memory.task.off-heap.size: 64m
                taskmanager.memory.network.min: 24m
                taskmanager.memory.network.max: 24m
                taskmanager.memory.managed.size: 8m
                taskmanager.memory.framework.heap.size: 64m
                taskmanager.memory.framework.off-heap.size: 64m
                taskmanager.memory.jvm-metaspace.size: 256m
                taskmanager.memory.jvm-overhead.min: 64m
                taskmanager.memory.jvm-overhead.max: 64m
                execution.checkpointing.dir: %s
                execution.checkpointing.num-retained: 3
                restart-strategy.type: exponential-delay
                restart-strategy.exponential-delay.initial-backoff: 500 ms
                heartbeat.interval: 1000
                heartbeat.timeout: 5000
                io.tmp.dirs: %s
                """.formatted(
                        FreePort.find(),
                        restPort,
                        new StateDirectory(directory).checkpoints().toUri(),
                        Files.createDirectories(directory.resolve("tmp"))));
    }

    void startJobManager() {
        jobManager = start("job-manager", JOB_MANAGER, List.of("--configDir", directory.toString()));
    }

    void startTaskManager() {
        taskManager = start("task-manager", TASK_MANAGER, List.of("--configDir", directory.toString()));
    }

    void killJobManager() {
        kill(jobManager);
    }

    void killTaskManager() {
        kill(taskManager);
    }

    /** The address of the REST interface. */
    String address() {
        return "http://localhost:" + restPort;
    }

    /** {@code flink run -d}, from the newest checkpoint if there is one. */
    void run() throws IOException, InterruptedException {
        Optional<Path> point = new StateDirectory(directory).newestCompleted();
        List<String> arguments = new ArrayList<>(List.of("run", "-d", "-p", "2"));
        point.ifPresent(path -> arguments.addAll(List.of("-s", path.toUri().toString())));
        arguments.add(
                root.resolve("flink-window-job/target/flink-window-job.jar").toString());
        var client = start("client", CLIENT, arguments);
        if (!client.waitFor(90, TimeUnit.SECONDS) || client.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("client.log")));
        }
    }

    private Process start(String name, String mainClass, List<String> arguments) {
        var target = root.resolve("local/flink/target");
        try {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + target.resolve("jvm.options"),
                    "-cp",
                    Files.readString(target.resolve("classpath")).strip(),
                    mainClass));
            command.addAll(arguments);
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve(name + ".log").toFile()));
            builder.environment().keySet().removeIf(variable -> variable.startsWith("JAVA_TOOL_OPTIONS"));
            builder.environment().put("FLINK_CONF_DIR", directory.toString());
            builder.environment().putAll(variables);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void kill(@Nullable Process process) {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    @Override
    public void close() {
        kill(jobManager);
        kill(taskManager);
    }
}
