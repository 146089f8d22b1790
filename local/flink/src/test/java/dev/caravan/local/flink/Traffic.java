package dev.caravan.local.flink;

import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events that a test sends, its own count of them, and what the job has made of them. */
final class Traffic implements AutoCloseable {

    static final int PRODUCTS = 6;
    static final int PARTITIONS = 4;

    private static final int EVENTS_PER_MINUTE = 600;
    private static final int USERS = 90;
    private static final Pattern RESULT = Pattern.compile(
            "\\{\"product_id\":\"([^\"]+)\",\"window_start\":\"([^\"]+)\",\"window_end\":\"[^\"]+\",\"unique_user_count\":(\\d+)}");

    /** One event: the time it is sent at in the order of events, its product and its JSON. */
    record Event(long order, String product, String json) {}

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Random random = new Random(42);
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(20, ChronoUnit.MINUTES);
    private final LocalKafka kafka;
    private final LocalDynamoDb dynamoDb;
    private final KafkaProducer<String, String> producer;
    private final DynamoDbClient table;

    private Traffic(LocalKafka kafka, LocalDynamoDb dynamoDb) {
        this.kafka = kafka;
        this.dynamoDb = dynamoDb;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
        table = DynamoDbClient.builder()
                .endpointOverride(dynamoDb.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    static Traffic onNewTopics(LocalKafka kafka, LocalDynamoDb dynamoDb) {
        var traffic = new Traffic(kafka, dynamoDb);
        kafka.createTopic(traffic.topic("raw"), PARTITIONS);
        kafka.createTopic(traffic.topic("results"), 2);
        kafka.createTopic(traffic.topic("dlq"), 1);
        kafka.createTopic(traffic.topic("late"), 1);
        return traffic;
    }

    Map<String, String> variables() {
        return Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()),
                Map.entry("KAFKA_TOPIC", topic("raw")),
                Map.entry("KAFKA_OUTPUT_TOPIC", topic("results")),
                Map.entry("KAFKA_DLQ_TOPIC", topic("dlq")),
                Map.entry("KAFKA_LATE_TOPIC", topic("late")),
                Map.entry("KAFKA_GROUP_ID", "job-" + run),
                Map.entry("KAFKA_TRANSACTIONAL_ID_PREFIX", "job-" + run),
                Map.entry("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString()),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("CHECKPOINT_INTERVAL_MS", "1000"));
    }

    /** Events of one minute, some twice, up to eight seconds out of order; adds the minute's counts to {@code expected}. */
    List<Event> eventsOfMinute(int minute, Map<String, Long> expected) {
        var windowStart = start.plus(minute, ChronoUnit.MINUTES);
        Map<String, Set<String>> users = new HashMap<>();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS_PER_MINUTE; i++) {
            String product = run + "-" + i % PRODUCTS;
            String user = "user-" + random.nextInt(USERS);
            var time = windowStart.plusMillis(random.nextInt(60_000));
            users.computeIfAbsent(product, p -> new HashSet<>()).add(user);
            String json = """
                    {"user_id":"%s","product_id":"%s","event_type":"VIEW_PRODUCT","timestamp":"%s","metadata":{"n":%d}}""".formatted(user, product, time, i);
            for (int copies = random.nextInt(4) == 0 ? 2 : 1; copies > 0; copies--) {
                events.add(new Event(time.toEpochMilli() + random.nextInt(8_000), product, json));
            }
        }
        users.forEach((product, who) -> expected.put(product + "|" + windowStart, (long) who.size()));
        events.sort(Comparator.comparingLong(Event::order));
        return events;
    }

    void send(List<Event> events) {
        for (var event : events) {
            var unused = producer.send(new ProducerRecord<>(topic("raw"), event.product(), event.json()));
        }
        producer.flush();
    }

    /** Sends bytes as they are to one partition. */
    void sendRaw(int partition, long recordTime, byte[] value) {
        try (var raw = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            raw.send(new ProducerRecord<>(topic("raw"), partition, recordTime, new byte[] {'k'}, value))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes in a transaction that is committed or aborted: its mark becomes the last offset of the partition. */
    void sendInTransaction(int partition, long recordTime, byte[] value, boolean isCommitted) {
        try (var transactional = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", run + "-" + isCommitted),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            var unused = transactional.send(
                    new ProducerRecord<>(topic("raw"), partition, recordTime, new byte[] {'k'}, value));
            transactional.flush();
            if (isCommitted) {
                transactional.commitTransaction();
            } else {
                transactional.abortTransaction();
            }
        }
    }

    void sendMalformed(int count) {
        for (int i = 0; i < count; i++) {
            var unused = producer.send(new ProducerRecord<>(topic("raw"), "broken-" + i, "{\"user_id\":"));
        }
        producer.flush();
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

    /** Whether the job has committed everything that was sent, which it does when a checkpoint has completed. */
    boolean isRead() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            var partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(number -> new TopicPartition(topic("raw"), number))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            var ends = admin.listOffsets(partitions).all().get();
            var committed = admin.listConsumerGroupOffsets("job-" + run)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream().allMatch(end -> {
                var offset = committed.get(end.getKey());
                return end.getValue().offset() == (offset == null ? 0 : offset.offset());
            });
        } catch (ExecutionException e) {
            return false; // no group yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String kind) {
        List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic(kind)).stream()
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

    private String topic(String kind) {
        return kind + "-" + run;
    }

    @Override
    public void close() {
        producer.close();
        table.close();
    }
}
