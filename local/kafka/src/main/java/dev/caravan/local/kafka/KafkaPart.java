package dev.caravan.local.kafka;

import dev.caravan.local.part.FreePort;
import dev.caravan.local.part.Part;
import dev.caravan.local.part.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One broker that is its own controller. It keeps its log in a directory and creates no topic by itself.
 *
 * <p>Settings: {@code KAFKA_PORT}, {@code KAFKA_DATA_DIR}, and {@code KAFKA_TOPICS} (names with numbers of partitions, such
 * as {@code orders:4 events:8}: created where they are missing). For trials: {@code KAFKA_CABLE_PORT} is a second way in, whose
 * clients are told that the broker is at {@code KAFKA_CABLE_END}, which is somebody in between; {@code KAFKA_LOGIN_PORT} is one
 * that asks for a login by SASL/SCRAM; with {@code KAFKA_RULES} whoever logs in may do what access rules allow, and with what no
 * rule speaks of everything ({@code open}) or nothing ({@code closed}); with {@code KAFKA_CONTROL=stdin} each line of standard
 * input is a topic to create.
 */
public final class KafkaPart {

    private KafkaPart() {}

    /** Runs the broker until the process is told to end. */
    public static void main(String[] args) {
        Part.run("kafka", KafkaPart::start);
    }

    private static Part.Running start(Settings settings) throws IOException, InterruptedException {
        var port = settings.port("KAFKA_PORT");
        var directory = settings.directory("KAFKA_DATA_DIR");
        var properties = properties(port, FreePort.find(), directory.resolve("log"));
        addListeners(properties, settings);
        addRules(properties, settings.optional("KAFKA_RULES", ""));
        if (!Files.exists(directory.resolve("log/meta.properties"))) {
            format(directory, properties);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        server.startup();
        var topics = new Topics("localhost:" + port);
        topics.create(settings.optional("KAFKA_TOPICS", ""));
        if (settings.optional("KAFKA_CONTROL", "").equals("stdin")) {
            Thread.ofPlatform().daemon().name("control").start(() -> topics.createFrom(System.in));
        }
        return new Part.Running("localhost:" + port, () -> {
            server.shutdown();
            server.awaitShutdown();
        });
    }

    private static void format(Path directory, Properties properties) throws IOException {
        Files.createDirectories(directory);
        var file = directory.resolve("server.properties");
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        String[] command = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
        if (StorageTool.execute(command, System.out) != 0) {
            throw new IOException("the log directory could not be formatted: " + directory);
        }
    }

    private static Properties properties(int port, int controllerPort, Path log) {
        var properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@localhost:" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty(
                "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://localhost:" + port);
        properties.setProperty("log.dirs", log.toString());
        properties.setProperty("auto.create.topics.enable", "false");
        // one broker: every internal topic has one replica, and few partitions start faster
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // after a crash the broker may register again only when its former session has ended
        properties.setProperty("broker.session.timeout.ms", "3000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        // small buffers: one machine serves everything
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("num.recovery.threads.per.data.dir", "2");
        properties.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        properties.setProperty("log.segment.bytes", "67108864");
        properties.setProperty("controlled.shutdown.enable", "false");
        return properties;
    }

    /** Ways in beside the first one, each with a name of its own, by which the broker tells its clients where to go on. */
    private static void addListeners(Properties properties, Settings settings) {
        var cable = settings.optional("KAFKA_CABLE_PORT", "");
        var protocols = "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT";
        if (!cable.isEmpty()) {
            append(properties, "listeners", "CABLE://localhost:" + cable);
            append(properties, "advertised.listeners", "CABLE://localhost:" + settings.required("KAFKA_CABLE_END"));
            protocols += ",CABLE:PLAINTEXT";
        }
        var login = settings.optional("KAFKA_LOGIN_PORT", "");
        if (!login.isEmpty()) {
            append(properties, "listeners", "LOGIN://localhost:" + login);
            append(properties, "advertised.listeners", "LOGIN://localhost:" + login);
            protocols += ",LOGIN:SASL_PLAINTEXT";
            properties.setProperty("listener.name.login.sasl.enabled.mechanisms", "SCRAM-SHA-512");
            properties.setProperty(
                    "listener.name.login.scram-sha-512.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        }
        properties.setProperty("listener.security.protocol.map", protocols);
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
    }

    /** Whoever comes in without a login is the broker itself, or a test that prepares something: no rule binds those. */
    private static void addRules(Properties properties, String rules) {
        if (rules.isEmpty()) {
            return;
        }
        properties.setProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.setProperty("super.users", "User:ANONYMOUS");
        properties.setProperty("allow.everyone.if.no.acl.found", String.valueOf(rules.equals("open")));
    }

    private static void append(Properties properties, String name, String value) {
        properties.setProperty(name, properties.getProperty(name) + "," + value);
    }
}
