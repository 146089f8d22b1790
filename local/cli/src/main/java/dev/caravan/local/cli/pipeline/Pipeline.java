package dev.caravan.local.cli.pipeline;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import dev.caravan.window.event.EventRules;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Where the event pipeline is, in the very settings of the window job.
 *
 * @param settings the job's environment variables
 */
public record Pipeline(Map<String, String> settings) {

    /**
     * The pipeline that this process is about: where {@code KAFKA_BOOTSTRAP_SERVERS} is set, the one of the environment
     * variables, which are the job's; else that of the platform on this machine.
     */
    public static Pipeline current() {
        Map<String, String> environment = System.getenv();
        if (environment.containsKey("KAFKA_BOOTSTRAP_SERVERS")) {
            return new Pipeline(environment);
        }
        return of(new Supervisor(Installation.current(), Progress.standard()).platform());
    }

    /** The pipeline of a platform. */
    public static Pipeline of(Platform platform) {
        Map<String, String> settings = new HashMap<>(platform.kafka());
        settings.putAll(platform.aws());
        settings.put("DYNAMODB_TABLE", Platform.TABLE);
        return new Pipeline(settings);
    }

    /** The topic of raw events. */
    public String rawTopic() {
        return get("KAFKA_INPUT_TOPIC", get("KAFKA_TOPIC", Platform.RAW_TOPIC));
    }

    /** The topic of results. */
    public String resultsTopic() {
        return get("KAFKA_OUTPUT_TOPIC", Platform.RESULTS_TOPIC);
    }

    /** The topic of dead letters. */
    public String deadLetterTopic() {
        return get("KAFKA_DLQ_TOPIC", "ecom-raw-events-dlq");
    }

    /** The topic of late events. */
    public String lateTopic() {
        return get("KAFKA_LATE_TOPIC", "ecom-raw-events-late");
    }

    /** Names of all topics. */
    public Set<String> topics() {
        try (var admin = admin()) {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw new Failure("The broker does not tell its topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }

    /** The consumer group whose committed offsets tell what the job has finished with. */
    public String group() {
        return get("KAFKA_GROUP_ID", "flink-window-job");
    }

    /** The table of results. */
    public String table() {
        return get("DYNAMODB_TABLE", Platform.TABLE);
    }

    /** For how long after its end a window is kept in DynamoDB. */
    public Duration keep() {
        return Duration.ofDays(Long.parseLong(get("DYNAMODB_KEEP_DAYS", "30")));
    }

    /** How far an event may be ahead of its record. */
    public Duration maxClockSkew() {
        return Duration.ofMillis(
                Long.parseLong(get("MAX_CLOCK_SKEW_MS", Long.toString(EventRules.DEFAULT_MAX_CLOCK_SKEW.toMillis()))));
    }

    /** How much later than it happened an event may reach Kafka and still counts in any case. */
    public Duration maxOutOfOrderness() {
        return Duration.ofMillis(Long.parseLong(get("MAX_OUT_OF_ORDERNESS_MS", "10000")));
    }

    /** The rules that the job judges records by. */
    public EventRules rules() {
        return new EventRules(maxClockSkew());
    }

    /**
     * Connection settings of every Kafka client, with those of the file {@code KAFKA_PROPERTIES_FILE}, such as a login, which
     * win: as the job reads them.
     */
    public Map<String, Object> kafka() {
        Map<String, Object> client = new HashMap<>(Map.of(
                "bootstrap.servers", get("KAFKA_BOOTSTRAP_SERVERS", "localhost:8094"),
                "security.protocol", get("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT")));
        String file = get("KAFKA_PROPERTIES_FILE", "");
        if (!file.isEmpty()) {
            var properties = new Properties();
            try (var reader = Files.newBufferedReader(Path.of(file))) {
                properties.load(reader);
            } catch (IOException e) {
                throw new Failure("KAFKA_PROPERTIES_FILE cannot be read: " + file, e);
            }
            properties.stringPropertyNames().forEach(name -> client.put(name, properties.getProperty(name)));
        }
        return client;
    }

    /** Kafka's administration; the caller closes it. */
    public Admin admin() {
        return Admin.create(kafka());
    }

    /** A reader of topics. */
    public TopicReader reader() {
        return new TopicReader(kafka());
    }

    /** The table of results; the caller closes it. */
    public WindowTable windows() {
        var client = DynamoDbClient.builder()
                .region(Region.of(get("AWS_REGION", "us-east-1")))
                .credentialsProvider(credentials())
                .httpClient(UrlConnectionHttpClient.create());
        Optional.ofNullable(settings.get("AWS_ENDPOINT_URL_DYNAMODB"))
                .map(URI::create)
                .ifPresent(client::endpointOverride);
        return new WindowTable(client.build(), table());
    }

    private AwsCredentialsProvider credentials() {
        String id = settings.get("AWS_ACCESS_KEY_ID");
        String secret = settings.get("AWS_SECRET_ACCESS_KEY");
        // With a session token, or without keys, the environment is what the default chain reads by itself.
        return id == null || secret == null || settings.containsKey("AWS_SESSION_TOKEN")
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
    }

    private String get(String name, String otherwise) {
        String value = settings.get(name);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
