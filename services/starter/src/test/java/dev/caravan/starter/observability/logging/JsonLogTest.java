package dev.caravan.starter.observability.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.caravan.starter.testing.ThingServiceTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

@ThingServiceTest
@TestPropertySource(properties = "spring.application.name=things")
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_CLASS)
@ExtendWith(OutputCaptureExtension.class)
final class JsonLogTest {
    private static final Logger LOG = LoggerFactory.getLogger(JsonLogTest.class);

    @LocalServerPort
    private int port;

    /** Logging is set up once in a JVM, by the first context that starts in it: another test's, with another name. */
    @BeforeAll
    static void setsLoggingUpAnew() {
        LoggingSystem.get(JsonLogTest.class.getClassLoader()).cleanUp();
    }

    @Test
    void everyRecordIsOneLineOfJsonStackTraceAndAll(CapturedOutput output) throws Exception {
        RestAssured.given().port(port).get("/broken").then().statusCode(500);
        LOG.warn("two\nlines and a \"quote\"", new IOException("first\nsecond", new IllegalStateException("deeper")));

        await().atMost(Duration.ofSeconds(10)).until(() -> output.getOut().contains("two\\nlines"));
        var records = records(output);
        assertThat(records)
                .allSatisfy(record -> assertThat(record.fieldNames())
                        .toIterable()
                        .contains("time", "severity", "message", "service", "logger", "thread"));
        assertThat(records)
                .filteredOn(record -> record.path("message").asText().startsWith("two\nlines"))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.path("severity").asText()).isEqualTo("WARNING");
                    assertThat(record.path("service").asText()).isEqualTo("things");
                    assertThat(record.path("stack_trace").asText())
                            .contains("IOException: first\nsecond", "IllegalStateException: deeper");
                });
        assertThat(records)
                .filteredOn(record -> record.path("route_id").asText().equals("breakDown"))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.path("trace_id").asText()).matches("[0-9a-f]{32}");
                    assertThat(record.path("span_id").asText()).matches("[0-9a-f]{16}");
                });
    }

    @Test
    void whatCallersSendIsInNoRecord(CapturedOutput output) throws Exception {
        var planted = List.of(
                "plantedbearer0123456789",
                "planted-password-1",
                "planted-key-1",
                "planted.person@example.com",
                "4-planted");
        for (var path : List.of("/broken", "/things/x", "/things/4-planted", "/unknown/planted.person@example.com")) {
            RestAssured.given()
                    .port(port)
                    .contentType(ContentType.JSON)
                    .header("Authorization", "Bearer plantedbearer0123456789")
                    .header("X-Api-Key", "planted-key-1")
                    .header("Cookie", "session=planted-key-1")
                    .queryParam("email", "planted.person@example.com")
                    .queryParam("password", "planted-password-1")
                    .body("{\"name\":\"planted.person@example.com\"}")
                    .post(path);
            RestAssured.given()
                    .port(port)
                    .header("Authorization", "Bearer plantedbearer0123456789")
                    .get(path);
        }
        LOG.info("the last record");
        await().atMost(Duration.ofSeconds(10)).until(() -> output.getOut().contains("the last record"));
        assertThat(output.getAll()).doesNotContain(planted);
    }

    @Test
    void whatALibraryQuotesIsBlottedOut(CapturedOutput output) throws Exception {
        var token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";
        LOG.warn("refused {} with Authorization: Bearer opaque-token-12345", token);
        LOG.error(
                "failed",
                new IllegalStateException(
                        "jdbc:postgresql://db/x?user=orders&password=hunter2, {\"secret\": \"s3cr3t\"}",
                        new IOException("no such user ada.lovelace@example.com")));

        await().atMost(Duration.ofSeconds(10)).until(() -> output.getOut().contains("[email]"));
        assertThat(output.getAll())
                .doesNotContain(token, "opaque-token-12345", "hunter2", "s3cr3t", "ada.lovelace@example.com")
                .contains("[token]", "[secret]", "[email]");
        assertThat(records(output)).isNotEmpty();
    }

    private static List<JsonNode> records(CapturedOutput output) throws IOException {
        var mapper = JsonMapper.builder().build();
        var records = new ArrayList<JsonNode>();
        for (var line : output.getOut().lines().toList()) {
            records.add(mapper.readTree(line));
        }
        return records;
    }
}
