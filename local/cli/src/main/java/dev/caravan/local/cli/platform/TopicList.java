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

    private static final String NEWEST = "newest";

    /**
     * A topic.
     *
     * @param name its name
     * @param localPartitions partitions on one machine
     * @param partitions partitions in the cloud
     * @param settings the broker's own settings of it, such as {@code retention.ms=3600000}, separated by semicolons
     */
    public record Topic(String name, int localPartitions, int partitions, String settings) {}

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
        if (cells.length != 5) {
            throw new Failure(file + ": a line has five columns, not " + String.join(" ", cells));
        }
        var settings = kept(cells[3]) + ";message.timestamp.type=" + timestamps(file, cells[4]);
        return new Topic(cells[0], Integer.parseInt(cells[1]), Integer.parseInt(cells[2]), settings);
    }

    private static String kept(String kept) {
        if (kept.equals(NEWEST)) {
            return "cleanup.policy=compact";
        }
        boolean newest = kept.startsWith(NEWEST + ",");
        long hours = Long.parseLong(newest ? kept.substring(NEWEST.length() + 1) : kept);
        return "cleanup.policy=" + (newest ? "compact,delete" : "delete") + ";retention.ms="
                + Duration.ofHours(hours).toMillis();
    }

    private static String timestamps(Path file, String clock) {
        return switch (clock) {
            case "broker" -> "LogAppendTime";
            case "producer" -> "CreateTime";
            default ->
                throw new Failure(file + ": a record's time is that of the broker or the producer, not " + clock);
        };
    }

    /** The names. */
    public List<String> names() {
        return topics.stream().map(Topic::name).toList();
    }

    /**
     * What the local broker is told to create, topics separated by spaces, such as
     * {@code orders:4:retention.ms=3600000 events:8:cleanup.policy=compact,delete;retention.ms=3600000}.
     */
    public String local() {
        return topics.stream()
                .map(topic -> topic.name() + ":" + topic.localPartitions() + ":" + topic.settings())
                .collect(Collectors.joining(" "));
    }
}
