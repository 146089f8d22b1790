package dev.caravan.service.activity;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.testing.client.TopicReader;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The activity service on a broker of its own, as a storefront uses it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
abstract class ActivityTest {
    static final LocalKafka KAFKA = LocalKafka.started();

    private static final String TOPIC = "ecom-raw-events";

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void environment(DynamicPropertyRegistry registry) {
        KAFKA.createTopic(TOPIC, 4);
        registry.add("KAFKA_BOOTSTRAP_SERVERS", KAFKA::bootstrapServers);
        registry.add("ISSUER_URL", () -> LocalIssuer.shared().issuerUrl());
    }

    RequestSpecification storefront() {
        var lines = EncoderConfig.encoderConfig().encodeContentTypeAs("application/x-ndjson", ContentType.TEXT);
        return RestAssured.given()
                .config(RestAssured.config().encoderConfig(lines))
                .port(port)
                .contentType(ContentType.JSON);
    }

    static String event(String user, String product) {
        return "{\"user_id\":\"%s\",\"product_id\":\"%s\",\"event_type\":\"VIEW_PRODUCT\"}".formatted(user, product);
    }

    static List<ConsumerRecord<String, String>> recordsOf(String product, int count) {
        return new TopicReader(KAFKA.bootstrapServers()).await(TOPIC, Set.of(product), count);
    }
}
