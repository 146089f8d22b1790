package dev.caravan.window;

import dev.caravan.window.dynamodb.DynamoDbSettings;
import dev.caravan.window.dynamodb.RetryPolicy;
import dev.caravan.window.event.EventRules;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set about the job. The README lists the names, meanings and defaults.
 *
 * @param kafka connection settings of every Kafka client, with {@code bootstrap.servers}
 * @param inputTopic the raw events
 * @param outputTopic the results
 * @param deadLetterTopic malformed records
 * @param lateTopic events that came after their window had closed
 * @param groupId the consumer group, whose committed offsets show the progress
 * @param transactionalIdPrefix begins the ids of the job's Kafka transactions; must stay the same over restarts
 * @param transactionTimeout after which a broker aborts a transaction that nobody finishes
 * @param dynamoDb where results are stored
 * @param maxOutOfOrderness how much later than its successors an event may come and still count
 * @param maxClockSkew how far an event's time may lie after that of its Kafka record
 * @param partitionIdleAfter when a silent partition stops holding back time
 * @param quietTopicAfter when the windows of a silent topic are closed
 * @param userBuckets in how many parts the users of a product are counted
 * @param stateMode where the users of open windows are kept
 * @param checkpointInterval how often a checkpoint is taken, which is how often results become visible in Kafka
 * @param fromOldest whether a job without state may count again what a run before it has counted
 * @param traceCollector where spans are handed over by OTLP; null for nowhere
 */
public record WindowJobConfig(
        Properties kafka,
        String inputTopic,
        String outputTopic,
        String deadLetterTopic,
        String lateTopic,
        String groupId,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        DynamoDbSettings dynamoDb,
        Duration maxOutOfOrderness,
        Duration maxClockSkew,
        Duration partitionIdleAfter,
        Duration quietTopicAfter,
        int userBuckets,
        StateMode stateMode,
        Duration checkpointInterval,
        boolean fromOldest,
        @Nullable String traceCollector) {

    /**
     * Reads the settings.
     *
     * @param environment the environment variables
     * @param args {@code --name value} pairs, which win over the environment
     * @return the settings
     * @throws IllegalArgumentException with a sentence that names the setting, if one makes no sense
     */
    public static WindowJobConfig from(Map<String, String> environment, String... args) {
        var settings = new Settings(environment, args);
        var kafka = new Properties();
        kafka.setProperty("bootstrap.servers", settings.get("KAFKA_BOOTSTRAP_SERVERS", "localhost:8094"));
        kafka.setProperty("security.protocol", settings.get("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT"));
        String file = settings.get("KAFKA_PROPERTIES_FILE");
        if (file != null) {
            load(kafka, Path.of(file));
        }
        String rawTopic = settings.get("KAFKA_TOPIC", "ecom-raw-events");
        var config = new WindowJobConfig(
                kafka,
                settings.get("KAFKA_INPUT_TOPIC", rawTopic),
                settings.get("KAFKA_OUTPUT_TOPIC", "ecom-analytics-results"),
                settings.get("KAFKA_DLQ_TOPIC", "ecom-raw-events-dlq"),
                settings.get("KAFKA_LATE_TOPIC", "ecom-raw-events-late"),
                settings.get("KAFKA_GROUP_ID", "flink-window-job"),
                settings.get("KAFKA_TRANSACTIONAL_ID_PREFIX", "flink-window-job"),
                settings.millis("KAFKA_TRANSACTION_TIMEOUT_MS", Duration.ofMinutes(15)),
                dynamoDb(settings),
                settings.millis("MAX_OUT_OF_ORDERNESS_MS", Duration.ofSeconds(10)),
                settings.millis("MAX_CLOCK_SKEW_MS", EventRules.DEFAULT_MAX_CLOCK_SKEW),
                settings.millis("PARTITION_IDLE_AFTER_MS", Duration.ofSeconds(15)),
                settings.millis("QUIET_TOPIC_AFTER_MS", Duration.ofSeconds(5)),
                settings.positive("USER_BUCKETS", 4),
                settings.choice("STATE_MODE", StateMode.HEAP),
                settings.millis("CHECKPOINT_INTERVAL_MS", Duration.ofSeconds(10)),
                settings.flag("FROM_OLDEST"),
                settings.get("OTEL_EXPORTER_OTLP_ENDPOINT"));
        settings.requireAllArgumentsKnown();
        return config;
    }

    /** Adds a file's settings, among them a login: a file is read by fewer people than arguments or an environment. */
    private static void load(Properties kafka, Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            kafka.load(reader);
        } catch (IOException e) {
            throw new IllegalArgumentException("KAFKA_PROPERTIES_FILE cannot be read: " + file, e);
        }
    }

    private static DynamoDbSettings dynamoDb(Settings settings) {
        String endpoint = settings.get("AWS_ENDPOINT_URL_DYNAMODB");
        String role = settings.get("GOOGLE_IDENTITY_ROLE_ARN");
        String audience = settings.get("GOOGLE_IDENTITY_AUDIENCE", "sts.amazonaws.com");
        return new DynamoDbSettings(
                settings.get("DYNAMODB_TABLE", "ecom-analytics"),
                settings.get("AWS_REGION", "us-east-1"),
                endpoint == null ? null : URI.create(endpoint),
                Duration.ofDays(settings.positive("DYNAMODB_KEEP_DAYS", 30)),
                RetryPolicy.giveUpAfter(settings.millis("DYNAMODB_GIVE_UP_AFTER_MS", Duration.ofMinutes(5))),
                role == null ? null : new DynamoDbSettings.GoogleIdentity(role, audience));
    }

    /**
     * The connection settings of Kafka clients, to be changed freely.
     *
     * @return a copy
     */
    @Override
    public Properties kafka() {
        var copy = new Properties();
        copy.putAll(kafka);
        return copy;
    }
}
