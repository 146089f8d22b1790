package dev.caravan.local.flink;

import dev.caravan.local.testing.LocalDynamoDb;
import dev.caravan.local.testing.LocalKafka;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Events that a test sends, its own count of them, and what the job has made of them. */
final class Traffic implements AutoCloseable {

    static final int PRODUCTS = 6;
    static final int PARTITIONS = 4;

    private static final int EVENTS_PER_MINUTE = 600;
    private static final int USERS = 90;
    /** One event: the time it is sent at in the order of events, its product and its JSON. */
    record Event(long order, String product, String json) {}

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Random random = new Random(42);
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(20, ChronoUnit.MINUTES);
    private final LocalKafka kafka;
    private final LocalDynamoDb dynamoDb;
    private final KafkaProducer<String, String> producer;
    private final Outcome outcome;

    private Traffic(LocalKafka kafka, LocalDynamoDb dynamoDb) {
        this.kafka = kafka;
        this.dynamoDb = dynamoDb;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
        outcome = new Outcome(kafka, dynamoDb, run);
    }

    static Traffic onNewTopics(LocalKafka kafka, LocalDynamoDb dynamoDb) {
        var traffic = new Traffic(kafka, dynamoDb);
        // Also records of long ago are sent, which a broker would delete.
        kafka.createTopic(traffic.topic("raw"), PARTITIONS, "retention.ms=-1");
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

    /**
     * An event of somebody's, as the broker took it.
     *
     * @param partition where it went
     * @param taken when the broker took it
     * @param product the product, without the run's name
     * @param user the user
     * @param time when it happened by the user's clock
     */
    record Visit(int partition, long taken, String product, String user, long time) {
        /** Whether the broker took it within ten seconds of its happening. */
        boolean isHonest() {
            return taken - time <= 10_000;
        }
    }

    /** Sends visits; tells where each of them stands. */
    Map<Outcome.Place, Visit> sendVisits(List<Visit> visits) throws ExecutionException, InterruptedException {
        List<Map.Entry<Visit, Future<RecordMetadata>>> sent = new ArrayList<>();
        for (var visit : visits) {
            String json = "{\"user_id\":\"%s\",\"product_id\":\"%s\",\"event_type\":\"VIEW\",\"timestamp\":\"%s\"}"
                    .formatted(visit.user(), productId(visit), Instant.ofEpochMilli(visit.time()));
            sent.add(Map.entry(
                    visit,
                    producer.send(new ProducerRecord<>(
                            topic("raw"), visit.partition(), visit.taken(), visit.product(), json))));
        }
        Map<Outcome.Place, Visit> places = new HashMap<>();
        for (var each : sent) {
            var metadata = each.getValue().get();
            places.put(new Outcome.Place(metadata.partition(), metadata.offset()), each.getKey());
        }
        return places;
    }

    private String productId(Visit visit) {
        return run + "-" + visit.product();
    }

    /** How many different users each window of each product had, by these visits. */
    Map<String, Long> count(Collection<Visit> visits) {
        Map<String, Set<String>> users = new HashMap<>();
        visits.forEach(visit -> users.computeIfAbsent(
                        productId(visit) + "|"
                                + Instant.ofEpochMilli(visit.time()).truncatedTo(ChronoUnit.MINUTES),
                        window -> new HashSet<>())
                .add(visit.user()));
        Map<String, Long> counts = new HashMap<>();
        users.forEach((window, who) -> counts.put(window, (long) who.size()));
        return counts;
    }

    /** Sends bytes as they are to one partition. */
    void sendRaw(int partition, long recordTime, byte[] value) {
        try (var raw = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "compression.type",
                        "lz4",
                        "max.request.size",
                        Integer.toString(16 << 20)),
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

    /** What the job has made of the events. */
    Outcome outcome() {
        return outcome;
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

    /** The name of one of the run's topics. */
    String topic(String kind) {
        return kind + "-" + run;
    }

    @Override
    public void close() {
        producer.close();
        outcome.close();
    }
}
