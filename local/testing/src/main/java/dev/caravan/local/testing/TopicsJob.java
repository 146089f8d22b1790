package dev.caravan.local.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** The job that gives a cluster in the cloud its topics and access rules, and the one that waits for logins: the same scripts, with Kafka's own tools. */
public final class TopicsJob {

    /** The tools, by the classes that Kafka's scripts of these names run. */
    private static final Map<String, String> TOOLS = Map.of(
            "kafka-topics.sh", "org.apache.kafka.tools.TopicCommand",
            "kafka-configs.sh", "kafka.admin.ConfigCommand",
            "kafka-acls.sh", "org.apache.kafka.tools.AclCommand",
            "kafka-broker-api-versions.sh", "org.apache.kafka.tools.BrokerApiVersionsCommand");

    private TopicsJob() {}

    /**
     * Runs it to its end.
     *
     * @param scripts where {@code apply.sh} is, with {@code topics.txt} and {@code acls.txt} beside it
     * @param bootstrapServers a broker that asks for a login
     * @param user who logs in
     * @param password the user's
     * @return what it printed
     * @throws IllegalStateException with what it printed, if it fails
     */
    public static String run(Path scripts, String bootstrapServers, String user, String password) {
        return run(
                scripts.resolve("apply.sh"),
                bootstrapServers,
                Map.of("KAFKA_SASL_JAAS_CONFIG", login(user, password)),
                line -> {});
    }

    /**
     * Returns when a broker lets logins in, as {@code contracts/topics/log-in.sh} finds out.
     *
     * @param scripts where it is
     * @param bootstrapServers a broker that asks for a login
     * @param logins a login on each line, its name and its password
     * @param listener is told each line as it is printed
     * @return what it printed
     */
    public static String awaitLogins(Path scripts, String bootstrapServers, String logins, Consumer<String> listener) {
        return run(scripts.resolve("log-in.sh"), bootstrapServers, Map.of("LOGINS", logins), listener);
    }

    private static String run(
            Path script, String bootstrapServers, Map<String, String> variables, Consumer<String> listener) {
        try {
            var builder = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
            builder.environment()
                    .putAll(Map.of(
                            "PATH",
                            tools() + ":" + System.getenv("PATH"),
                            "KAFKA_BOOTSTRAP_SERVERS",
                            bootstrapServers,
                            "KAFKA_SECURITY_PROTOCOL",
                            "SASL_PLAINTEXT",
                            "KAFKA_SASL_MECHANISM",
                            "SCRAM-SHA-512"));
            builder.environment().putAll(variables);
            var process = builder.start();
            process.getOutputStream().close();
            var said = new StringBuilder();
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    said.append(line).append('\n');
                    listener.accept(line);
                }
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the topics' job failed:\n" + said);
            }
            return said.toString();
        } catch (IOException e) {
            throw new IllegalStateException("the topics' job could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the topics' job was running", e);
        }
    }

    /** How Kafka's clients are told a login, {@code sasl.jaas.config}. */
    public static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    private static Path tools() throws IOException {
        var directory = PartProcess.temporaryDirectory("kafka-tools", () -> {});
        var classpath = Files.readString(PartProcess.module("kafka").resolve("classpath"))
                .strip();
        for (var tool : TOOLS.entrySet()) {
            var script = directory.resolve(tool.getKey());
            Files.writeString(
                    script,
                    "#!/bin/sh\nexec \"" + System.getProperty("java.home") + "/bin/java\" -XX:TieredStopAtLevel=1 -cp '"
                            + classpath + "' " + tool.getValue() + " \"$@\"\n");
            if (!script.toFile().setExecutable(true)) {
                throw new IOException(script + " cannot be made a program");
            }
        }
        return directory;
    }
}
