package dev.caravan.local.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics that are missing, and gives those that are there their settings. */
record Topics(String bootstrapServers) {

    /**
     * Creates the topics of a list such as {@code orders:4 events:8:retention.ms=3600000;cleanup.policy=compact,delete}: name,
     * partitions, and settings of the topic. Each has one replica.
     */
    void create(String list) throws IOException, InterruptedException {
        var topics = Arrays.stream(list.split("\\s+", -1))
                .filter(topic -> !topic.isBlank())
                .map(Topics::topic)
                .toList();
        if (topics.isEmpty()) {
            return;
        }
        Map<String, Object> configuration = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (var admin = Admin.create(configuration)) {
            for (var creation : admin.createTopics(topics).values().values()) {
                try {
                    creation.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IOException("a topic could not be created: " + list, e);
                    }
                }
            }
            configure(admin, topics);
        }
    }

    /** A topic may be older than its settings. */
    private static void configure(Admin admin, List<NewTopic> topics) throws IOException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (var topic : topics) {
            if (topic.configs() != null && !topic.configs().isEmpty()) {
                changes.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                        topic.configs().entrySet().stream()
                                .map(setting -> new AlterConfigOp(
                                        new ConfigEntry(setting.getKey(), setting.getValue()),
                                        AlterConfigOp.OpType.SET))
                                .toList());
            }
        }
        try {
            admin.incrementalAlterConfigs(changes).all().get();
        } catch (ExecutionException e) {
            throw new IOException("topics could not be given their settings: " + changes, e);
        }
    }

    /** Creates the topic of each line and answers {@code CREATED <line>} on standard output, until the input ends. */
    void createFrom(InputStream lines) {
        try (var reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                create(line);
                System.out.println("CREATED " + line);
            }
        } catch (IOException e) {
            System.err.println("kafka takes no more topics: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static NewTopic topic(String text) {
        var parts = text.strip().split(":", 3);
        if (parts.length < 2) {
            throw new IllegalArgumentException("not name:partitions: " + text);
        }
        var topic = new NewTopic(parts[0], Integer.parseInt(parts[1]), (short) 1);
        if (parts.length == 3) {
            topic.configs(Arrays.stream(parts[2].split(";", -1))
                    .map(setting -> setting.split("=", 2))
                    .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1])));
        }
        return topic;
    }
}
