package dev.caravan.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowJobConfigTest {

    @Test
    void worksLocallyWithoutAnySetting() {
        var config = WindowJobConfig.from(Map.of());
        assertThat(config.inputTopic()).isEqualTo("ecom-raw-events");
        assertThat(config.outputTopic()).isEqualTo("ecom-analytics-results");
        assertThat(config.dynamoDb().table()).isEqualTo("ecom-analytics");
        assertThat(config.maxOutOfOrderness()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void takesTheInputTopicFromTheMoreSpecificName() {
        assertThat(WindowJobConfig.from(Map.of("KAFKA_TOPIC", "raw")).inputTopic())
                .isEqualTo("raw");
        assertThat(WindowJobConfig.from(Map.of("KAFKA_TOPIC", "raw", "KAFKA_INPUT_TOPIC", "in"))
                        .inputTopic())
                .isEqualTo("in");
    }

    @Test
    void letsArgumentsWinInEitherSpelling() {
        var environment = Map.of("KAFKA_BOOTSTRAP_SERVERS", "a:1", "AWS_REGION", "eu-west-1");
        var config = WindowJobConfig.from(
                environment, "--kafka-bootstrap-servers", "b:2", "--AWS_ENDPOINT_URL_DYNAMODB=http://d:3");
        assertThat(config.kafka().getProperty("bootstrap.servers")).isEqualTo("b:2");
        assertThat(config.dynamoDb().endpoint()).isEqualTo(URI.create("http://d:3"));
        assertThat(config.dynamoDb().region()).isEqualTo("eu-west-1");
    }

    @Test
    void takesALoginFromAFileSoThatArgumentsHoldNone(@TempDir Path directory) throws IOException {
        var file = Files.writeString(
                directory.resolve("kafka.properties"),
                "security.protocol=SASL_SSL\nsasl.jaas.config=login password=\"p\";\n");
        var config = WindowJobConfig.from(Map.of(), "--kafka-properties-file", file.toString());
        assertThat(config.kafka())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "login password=\"p\";")
                .containsEntry("bootstrap.servers", "localhost:8094");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowJobConfig.from(Map.of("KAFKA_PROPERTIES_FILE", "/no/such/file")))
                .withMessageContaining("KAFKA_PROPERTIES_FILE cannot be read");
    }

    @Test
    void namesWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowJobConfig.from(Map.of("USER_BUCKETS", "many")))
                .withMessage("USER_BUCKETS is not a whole number: 'many'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowJobConfig.from(Map.of(), "--kafka-topik", "x"))
                .withMessageContaining("no setting is called KAFKA_TOPIK");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowJobConfig.from(Map.of(), "--aws-secret-access-key", "x"))
                .withMessageContaining("is a credential");
    }
}
