package dev.caravan.local.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A real Kafka broker in KRaft mode. It creates no topic by itself. */
public final class LocalKafka extends RestartablePart {

    private static final String CREATED = "CREATED ";

    private final int port = PartProcess.freePort();
    private final Path directory;
    private final BlockingQueue<String> created = new LinkedBlockingQueue<>();

    private LocalKafka() {
        super("kafka", "dev.caravan.local.kafka.KafkaPart");
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
        var kafka = new LocalKafka();
        kafka.start();
        return kafka;
    }

    /** For {@code bootstrap.servers}; the same after a restart. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Creates a topic with one replica, unless it is there. */
    public synchronized void createTopic(String name, int partitions) {
        var topic = name + ":" + partitions;
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
