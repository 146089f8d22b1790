package dev.caravan.local.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The topics of the platform, as {@code contracts/topics/topics.txt} lists them for this machine and the cloud.
 *
 * @param topics all topics
 */
public record TopicList(List<Topic> topics) {

    /**
     * A topic.
     *
     * @param name its name
     * @param localPartitions partitions on one machine
     * @param partitions partitions in the cloud
     * @param policy what the broker keeps, as its own setting, such as {@code retention.ms=3600000}
     */
    public record Topic(String name, int localPartitions, int partitions, String policy) {}

    /**
     * Reads the list of a checkout.
     *
     * @throws Failure if it cannot be read
     */
    public static TopicList read(Path root) {
        var file = root.resolve("contracts/topics/topics.txt");
        try {
            return new TopicList(Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> topic(file, line.strip().split("\\s+", -1)))
                    .toList());
        } catch (IOException e) {
            throw new Failure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Topic topic(Path file, String[] cells) {
        if (cells.length != 4) {
            throw new Failure(file + ": a line has four columns, not " + String.join(" ", cells));
        }
        return new Topic(cells[0], Integer.parseInt(cells[1]), Integer.parseInt(cells[2]), policy(cells[3]));
    }

    private static String policy(String kept) {
        return kept.equals("newest")
                ? "cleanup.policy=compact"
                : "retention.ms=" + Duration.ofHours(Long.parseLong(kept)).toMillis();
    }

    /** The names. */
    public List<String> names() {
        return topics.stream().map(Topic::name).toList();
    }

    /** What the local broker is told to create, such as {@code orders:4:retention.ms=3600000,events:8:cleanup.policy=compact}. */
    public String local() {
        return topics.stream()
                .map(topic -> topic.name() + ":" + topic.localPartitions() + ":" + topic.policy())
                .collect(Collectors.joining(","));
    }
}
