package dev.caravan.local.cli.pipeline;

import dev.caravan.deadletter.DeadLetterHeaders;
import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Topics and a table of a test's own, on a real broker and a real database, and what a window job would write there. */
public final class PlayedJob implements AutoCloseable {

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final LocalKafka kafka = LocalKafka.shared();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final DynamoDbClient dynamoDb = DynamoDbClient.builder()
            .endpointOverride(LocalDynamoDb.shared().endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    /** Creates topics and table. */
    public PlayedJob() {
        // The records are older than a broker keeps them.
        kafka.createTopic("raw-" + run, 2, "retention.ms=-1");
        kafka.createTopic("results-" + run, 2, "cleanup.policy=compact,delete;retention.ms=-1");
        kafka.createTopic("dlq-" + run, 1, "retention.ms=-1");
        kafka.createTopic("late-" + run, 1, "retention.ms=-1");
        dynamoDb.createTable(table -> table.tableName("table-" + run)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("product_id"), attribute("window_start"))
                .keySchema(key("product_id", KeyType.HASH), key("window_start", KeyType.RANGE)));
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    /** The settings of the job, which are those of the commands. */
    public Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()),
                Map.entry("KAFKA_INPUT_TOPIC", "raw-" + run),
                Map.entry("KAFKA_OUTPUT_TOPIC", "results-" + run),
                Map.entry("KAFKA_DLQ_TOPIC", "dlq-" + run),
                Map.entry("KAFKA_LATE_TOPIC", "late-" + run),
                Map.entry("KAFKA_GROUP_ID", "group-" + run),
                Map.entry("DYNAMODB_TABLE", "table-" + run),
                Map.entry(
                        "AWS_ENDPOINT_URL_DYNAMODB",
                        LocalDynamoDb.shared().endpoint().toString()),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("DYNAMODB_KEEP_DAYS", "100000"));
    }

    /** The pipeline of these settings. */
    public Pipeline pipeline() {
        return new Pipeline(settings());
    }

    /** A raw record; its own time is that of a time. */
    public RecordMetadata raw(String value, Instant time) throws Exception {
        return producer.send(new ProducerRecord<>(
                        "raw-" + run, null, time.toEpochMilli(), null, value.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    /** A valid event, which Kafka takes as it happens. */
    public RecordMetadata event(String user, String product, Instant time) throws Exception {
        return event(user, product, time, time);
    }

    /** A valid event, which Kafka takes at some other time than it happened. */
    public RecordMetadata event(String user, String product, Instant time, Instant taken) throws Exception {
        return raw(
                "{\"user_id\":\"%s\",\"product_id\":\"%s\",\"event_type\":\"VIEW\",\"timestamp\":\"%s\"}"
                        .formatted(user, product, time),
                taken);
    }

    /** Every value of the raw topic that a reader of committed records finds. */
    public List<String> rawValues() {
        var values = new ArrayList<String>();
        pipeline()
                .reader()
                .read("raw-" + run, record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
        return values;
    }

    /** The job has read everything that there is, and calls windows final. */
    public void finished(Instant finalUpTo) throws Exception {
        commit();
        finalUpTo(finalUpTo);
    }

    /** The job has read everything that there is. */
    public void commit() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            pipeline()
                    .reader()
                    .everything("raw-" + run)
                    .forEach((partition, range) -> offsets.put(partition, new OffsetAndMetadata(range.to())));
            admin.alterConsumerGroupOffsets("group-" + run, offsets).all().get();
        }
    }

    /** The job calls windows final. */
    public void finalUpTo(Instant finalUpTo) {
        put(Map.of(
                "product_id", AttributeValue.fromS("#progress"),
                "window_start", AttributeValue.fromS("progress"),
                "final_up_to", AttributeValue.fromN(Long.toString(finalUpTo.toEpochMilli()))));
    }

    /** The job calls windows final that it has counted since its last start without state. */
    public void finalUpTo(Instant finalUpTo, Instant countedSince) {
        put(Map.of(
                "product_id", AttributeValue.fromS("#progress"),
                "window_start", AttributeValue.fromS("progress"),
                "final_up_to", AttributeValue.fromN(Long.toString(finalUpTo.toEpochMilli())),
                "counted_since", AttributeValue.fromN(Long.toString(countedSince.toEpochMilli()))));
    }

    /** A result in both stores; null for none. */
    public void result(String product, Instant window, @Nullable Long stored, @Nullable Long published)
            throws Exception {
        String start = window.toString();
        String end = window.plusSeconds(60).toString();
        if (stored != null) {
            put(Map.of(
                    "product_id", AttributeValue.fromS(product),
                    "window_start", AttributeValue.fromS(start),
                    "window_end", AttributeValue.fromS(end),
                    "unique_user_count", AttributeValue.fromN(Long.toString(stored))));
        }
        if (published != null) {
            var unused = producer.send(new ProducerRecord<>(
                            "results-" + run,
                            (product + "|" + start).getBytes(StandardCharsets.UTF_8),
                            "{\"product_id\":\"%s\",\"window_start\":\"%s\",\"window_end\":\"%s\",\"unique_user_count\":%d}"
                                    .formatted(product, start, end, published)
                                    .getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    /** An event that was too late for its window. */
    public void late(String product, Instant window, RecordMetadata raw) throws Exception {
        var unused = producer.send(new ProducerRecord<>(
                        "late-" + run,
                        "{\"product_id\":\"%s\",\"window_start\":\"%s\",\"partition\":%d,\"offset\":%d}"
                                .formatted(product, window, raw.partition(), raw.offset())
                                .getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    /** A dead letter. */
    public void deadLetter(String value, String reason, RecordMetadata raw) throws Exception {
        var letter = new ProducerRecord<byte[], byte[]>("dlq-" + run, value.getBytes(StandardCharsets.UTF_8));
        List.of(
                        Map.entry(DeadLetterHeaders.REASON, reason),
                        Map.entry(DeadLetterHeaders.TOPIC, "raw-" + run),
                        Map.entry(DeadLetterHeaders.PARTITION, Integer.toString(raw.partition())),
                        Map.entry(DeadLetterHeaders.OFFSET, Long.toString(raw.offset())),
                        Map.entry(DeadLetterHeaders.TIMESTAMP, Long.toString(raw.timestamp())))
                .forEach(header ->
                        letter.headers().add(header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8)));
        var unused = producer.send(letter).get();
    }

    private void put(Map<String, AttributeValue> item) {
        dynamoDb.putItem(put -> put.tableName("table-" + run).item(item));
    }

    @Override
    public void close() {
        producer.close();
        dynamoDb.close();
    }
}
