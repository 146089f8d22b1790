package dev.caravan.local.testing;

import dev.caravan.local.part.FreePort;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A real Kafka broker in KRaft mode. It creates no topic by itself. Beside its plain way in it has one that
 * asks for a login by SASL/SCRAM, whose users a test creates through the plain one.
 */
public final class LocalKafka extends RestartablePart {

    private static final String CREATED = "CREATED ";

    private final int port = FreePort.find();
    private final int loginPort = FreePort.find();
    private final Path directory;
    private final BlockingQueue<String> created = new LinkedBlockingQueue<>();

    private final String rules;

    private LocalKafka(String rules) {
        super("kafka", "dev.caravan.local.kafka.KafkaPart");
        this.rules = rules;
        directory = PartProcess.temporaryDirectory("kafka", this::kill);
    }

    private static final class Shared {
        static final LocalKafka INSTANCE = started();
    }

    /** The broker of this JVM; started on first use. */
    public static LocalKafka shared() {
        return Shared.INSTANCE;
    }

    /** A broker of its own, already started, for a test that stops or kills it. */
    public static LocalKafka started() {
        return started("");
    }

    /**
     * A broker of its own, already started, that holds those who log in to access rules. There are none yet.
     *
     * @param open whether everybody may do everything with what no rule speaks of, as MSK has it at first
     */
    public static LocalKafka withRules(boolean open) {
        return started(open ? "open" : "closed");
    }

    private static LocalKafka started(String rules) {
        var kafka = new LocalKafka(rules);
        kafka.start();
        return kafka;
    }

    /** For {@code bootstrap.servers}; the same after a restart. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** For {@code bootstrap.servers} of those who log in. */
    public String bootstrapServersForLogin() {
        return "localhost:" + loginPort;
    }

    /** Creates a topic with one replica, unless it is there. */
    public void createTopic(String name, int partitions) {
        create(name + ":" + partitions);
    }

    /**
     * Creates a topic with settings, such as {@code retention.ms=3600000;message.timestamp.type=LogAppendTime}.
     *
     * @param name its name
     * @param partitions the number of partitions
     * @param settings the broker's settings, separated by semicolons
     */
    public void createTopic(String name, int partitions, String settings) {
        create(name + ":" + partitions + ":" + settings);
    }

    private synchronized void create(String topic) {
        tell(topic);
        try {
            if (!topic.equals(created.poll(30, TimeUnit.SECONDS))) {
                throw new IllegalStateException("the topic was not created: " + topic);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the topic was created: " + topic, e);
        }
    }

    @Override
    Map<String, String> variables() {
        return Map.of(
                "KAFKA_PORT", String.valueOf(port),
                "KAFKA_DATA_DIR", directory.toString(),
                "KAFKA_LOGIN_PORT", String.valueOf(loginPort),
                "KAFKA_RULES", rules,
                "KAFKA_CONTROL", "stdin");
    }

    @Override
    Consumer<String> listener() {
        return line -> {
            if (line.startsWith(CREATED)) {
                created.add(line.substring(CREATED.length()));
            }
        };
    }
}
