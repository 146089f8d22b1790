package dev.caravan.local.flink;

import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the job has made of a test's events, as anybody finds it in Kafka and DynamoDB. */
final class Outcome implements AutoCloseable {

    private static final Pattern RESULT = Pattern.compile(
            "\\{\"product_id\":\"([^\"]+)\",\"window_start\":\"([^\"]+)\",\"window_end\":\"[^\"]+\",\"unique_user_count\":(\\d+)}");

    private static final Pattern PLACE = Pattern.compile("\"partition\":(\\d+),\"offset\":(\\d+)");

    private final String bootstrapServers;
    private final String run;
    private final DynamoDbClient table;

    /**
     * The outcome of a run.
     *
     * @param run ends the names of its topics and begins those of its products
     */
    Outcome(LocalKafka kafka, LocalDynamoDb dynamoDb, String run) {
        this.bootstrapServers = kafka.bootstrapServers();
        this.run = run;
        table = DynamoDbClient.builder()
                .endpointOverride(dynamoDb.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    /** What DynamoDB holds of this test's products. */
    Map<String, Long> stored() {
        Map<String, Long> counts = new HashMap<>();
        table.scanPaginator(scan -> scan.tableName("ecom-analytics").consistentRead(true)).items().stream()
                .filter(item -> field(item, "product_id").s().startsWith(run))
                .forEach(item -> counts.put(
                        field(item, "product_id").s() + "|"
                                + field(item, "window_start").s(),
                        Long.parseLong(field(item, "unique_user_count").n())));
        return counts;
    }

    private static AttributeValue field(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    /** What a reader of committed records finds in the results topic. */
    List<Map.Entry<String, Long>> published() {
        List<Map.Entry<String, Long>> results = new ArrayList<>();
        for (var message : read("results")) {
            var key = new String(message.key(), StandardCharsets.UTF_8);
            var value = new String(message.value(), StandardCharsets.UTF_8);
            var json = RESULT.matcher(value);
            if (!json.matches()) {
                throw new AssertionError("not a result: " + value);
            }
            if (!key.equals(json.group(1) + "|" + json.group(2))) {
                throw new AssertionError("key " + key + " of " + value);
            }
            results.add(Map.entry(key, Long.parseLong(json.group(3))));
        }
        return results;
    }

    long deadLetters() {
        return deadLetterRecords().stream()
                .filter(letter -> header(letter, "dlq.reason").startsWith("not valid JSON"))
                .count();
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetterRecords() {
        return read("dlq");
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    long late() {
        return read("late").size();
    }

    /** How many users DynamoDB holds for a window, if it holds the window. */
    Optional<Long> users(String product, String windowStart) {
        var item = table.getItem(get -> get.tableName("ecom-analytics")
                        .consistentRead(true)
                        .key(Map.of(
                                "product_id", AttributeValue.fromS(product),
                                "window_start", AttributeValue.fromS(windowStart))))
                .item();
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(Long.parseLong(field(item, "unique_user_count").n()));
    }

    /** A record of the raw topic. */
    record Place(int partition, long offset) {}

    /** The records that were too late. */
    Set<Place> latePlaces() {
        return read("late").stream()
                .map(message -> {
                    var place = PLACE.matcher(new String(message.value(), StandardCharsets.UTF_8));
                    if (!place.find()) {
                        throw new AssertionError("not a late event: " + message);
                    }
                    return new Place(Integer.parseInt(place.group(1)), Long.parseLong(place.group(2)));
                })
                .collect(Collectors.toSet());
    }

    /** Up to when the job calls windows final; 0 if it has not yet. */
    long finalUpTo() {
        var item = table.getItem(get -> get.tableName("ecom-analytics")
                        .consistentRead(true)
                        .key(Map.of(
                                "product_id", AttributeValue.fromS("#progress"),
                                "window_start", AttributeValue.fromS("progress"))))
                .item();
        return item.isEmpty() ? 0 : Long.parseLong(field(item, "final_up_to").n());
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String kind) {
        List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(kind + "-" + run).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(messages::add);
            }
        }
        return messages;
    }

    @Override
    public void close() {
        table.close();
    }
}
