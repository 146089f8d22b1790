package dev.caravan.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real runtime client runs the real function against this part, with uploads to a real S3. */
class LambdaPartTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FEED = "sku,name,price\nA-1,Cup,7.90\nA-2,Plate,\"1.234,56\"\n";

    private static final int LONG = 4000;

    @TempDir
    Path state;

    private StandInGateway gateway;
    private FeedBucket bucket;

    @BeforeAll
    static void giveCredentials() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    @BeforeEach
    void startGatewayAndBucket() throws IOException {
        gateway = new StandInGateway();
        bucket = new FeedBucket();
    }

    @AfterEach
    void stopGateway() {
        gateway.close();
        bucket.close();
    }

    @Test
    void turnsAnUploadIntoAnInvocationAndAReport() throws Exception {
        try (var lambda = lambda(Map.of()).awaitReady()) {
            bucket.upload("feeds/spring sale+2.csv", FEED);

            var report = bucket.awaitReport("reports/spring sale+2.report.json");

            assertThat(lambda.log()).contains("for feeds/spring sale+2.csv");
            assertThat(report.at("/totals/created").asInt()).isEqualTo(1);
            assertThat(report.at("/errors/0/code").asText()).isEqualTo("price_comma");
            assertThat(gateway.products()).containsOnlyKeys("A-1");
        }
    }

    @Test
    void tellsTheFunctionOfEverythingThatIsPutWhereFeedsGo() throws Exception {
        try (var lambda = lambda(Map.of()).awaitReady()) {
            bucket.upload("feeds/LOUD.CSV", FEED);
            bucket.upload("feeds/spring.xlsx", FEED);

            assertThat(bucket.awaitReport("reports/LOUD.report.json")
                            .path("status")
                            .asText())
                    .isEqualTo("completed");
            assertThat(bucket.awaitReport("reports/spring.xlsx.report.json")
                            .at("/refusal/code")
                            .asText())
                    .isEqualTo("not_a_feed");
            assertThat(lambda.status().path("dead_letters").asInt()).isZero();
        }
    }

    /** A turn is a second here: the long feed takes several, and the short one that comes after it has its own between them. */
    @Test
    void letsAShortFeedNotWaitForALongOne() throws Exception {
        var turns = Map.of(
                "FEED_TURN_SECONDS", "1", "FEED_BATCH_SIZE", "1", "FEED_CONCURRENCY", "1", "FEED_HOLD_SHARE", "1");
        var rows = new StringBuilder("sku,name,price\n");
        for (int i = 0; i < LONG; i++) {
            rows.append("L-").append(i).append(",Cup,7.90\n");
        }
        try (var lambda = lambda(turns).awaitReady()) {
            bucket.upload("feeds/others/long.csv", rows.toString());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !gateway.products().isEmpty());
            bucket.upload("feeds/ours/short.csv", FEED);

            var ours = bucket.awaitReport("reports/ours/short.report.json");
            await().atMost(Duration.ofMinutes(3)).until(() -> bucket.exists("reports/others/long.report.json"));
            var others = bucket.awaitReport("reports/others/long.report.json");

            assertThat(Instant.parse(ours.path("finished_at").asText()))
                    .isBefore(Instant.parse(others.path("finished_at").asText()));
            assertThat(others.at("/totals/created").asInt()).isEqualTo(LONG);
            assertThat(lambda.log()).contains("status=continued");
        }
    }

    @Test
    void retriesTwiceAndThenKeepsADeadLetter() throws Exception {
        try (var lambda = lambda(Map.of("LAMBDA_RETRY_DELAYS_MS", "50,50")).awaitReady()) {
            gateway.refuseWith(403);
            bucket.upload("feeds/refused.csv", FEED);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> lambda.status().path("dead_letters").asInt() == 1);

            assertThat(lambda.status().path("pending").asInt()).isZero();
            assertThat(lambda.log()).contains("is a dead letter after 3 tries");
            assertThat(bucket.exists("reports/refused.report.json")).isFalse();
        }
    }

    @Test
    void takesADeadLetterUpAgain() throws Exception {
        try (var lambda = lambda(Map.of("LAMBDA_RETRY_DELAYS_MS", "50,50")).awaitReady()) {
            gateway.refuseWith(403);
            bucket.upload("feeds/refused.csv", FEED);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> lambda.status().path("dead_letters").asInt() == 1);
            var letter = JSON.readTree(lambda.get("/dead-letters").body()).at("/dead_letters/0");
            assertThat(letter.at("/error/errorMessage").asText()).contains("403");
            gateway.refuseWith(0);

            var path = "/dead-letters/" + letter.path("id").asText() + "/retry";
            assertThat(lambda.post(path, "").statusCode()).isEqualTo(202);

            assertThat(bucket.awaitReport("reports/refused.report.json")
                            .path("status")
                            .asText())
                    .isEqualTo("completed");
            assertThat(lambda.status().path("dead_letters").asInt()).isZero();
            assertThat(lambda.post(path, "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void goesOnWithALongFeedInFurtherInvocations() throws Exception {
        // so little time that the function leaves all but a batch or two to its next invocation
        var little = Map.of("LAMBDA_TIMEOUT_SECONDS", "23", "FEED_BATCH_SIZE", "1", "FEED_CONCURRENCY", "1");
        try (var lambda = lambda(little).awaitReady()) {
            bucket.upload("feeds/long & more.csv", FEED + "A-3,Mug,1\nA-4,Jug,2\nA-5,Pot,3\n");

            var report = bucket.awaitReport("reports/long & more.report.json");

            assertThat(report.at("/totals/created").asInt()).isEqualTo(4);
            assertThat(report.at("/totals/rejected").asInt()).isEqualTo(1);
            assertThat(lambda.log()).contains("status=continued");
            assertThat(gateway.products()).containsOnlyKeys("A-1", "A-3", "A-4", "A-5");
        }
    }

    @Test
    void countsForPrometheusWhatBecameOfRowsAndInvocations() throws Exception {
        var little = Map.of("LAMBDA_TIMEOUT_SECONDS", "23", "FEED_BATCH_SIZE", "1", "FEED_CONCURRENCY", "1");
        try (var lambda = lambda(little).awaitReady()) {
            assertThat(lambda.metric("feed_rows_total{outcome=\"created\"}")).isZero();
            bucket.upload("feeds/counted.csv", FEED + "A-3,Mug,1\nA-4,Jug,2\nA-5,Pot,3\n");
            bucket.awaitReport("reports/counted.report.json");

            await().untilAsserted(() -> assertThat(lambda.metric("feed_invocations_total{outcome=\"completed\"}"))
                    .isOne());
            assertThat(lambda.metric("feed_invocations_total{outcome=\"continued\"}"))
                    .isPositive();
            assertThat(lambda.metric("feed_rows_total{outcome=\"created\"}")).isEqualTo(4);
            assertThat(lambda.metric("feed_rows_total{outcome=\"rejected\"}")).isOne();
            assertThat(lambda.metric("feed_duration_seconds_sum")).isPositive();
            assertThat(lambda.log()).doesNotContain("_aws");

            gateway.refuseWith(403);
            bucket.upload("feeds/refused.csv", FEED);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(lambda.metric("feed_invocations_total{outcome=\"failed\"}"))
                            .isPositive());
        }
    }

    @Test
    void losesNoUploadWhenItIsKilled() throws Exception {
        gateway.refuseWith(503);
        ProcessHandle function;
        try (var lambda = lambda(Map.of()).awaitReady()) {
            bucket.upload("feeds/before.csv", FEED);
            await().until(() -> lambda.log().contains("for feeds/before.csv"));
            function = lambda.function().orElseThrow();
            lambda.kill();
        }
        bucket.upload("feeds/while.csv", FEED.replace("A-", "B-"));
        await("the function's process ends with its parent").until(() -> !function.isAlive());
        gateway.refuseWith(0);
        try (var lambda = lambda(Map.of()).awaitReady()) {
            await().until(() -> lambda.status().path("pending").asInt() == 0);
            bucket.awaitReport("reports/before.report.json");
            bucket.awaitReport("reports/while.report.json");
            assertThat(gateway.products()).containsOnlyKeys("A-1", "B-1");
        }
    }

    @Test
    void countsACrashOfTheFunctionAsATryAndStartsItAgain() throws Exception {
        try (var lambda = lambda(Map.of()).awaitReady()) {
            gateway.refuseWith(503);
            bucket.upload("feeds/crash.csv", FEED);
            await().until(() -> lambda.log().contains("for feeds/crash.csv"));
            lambda.function().orElseThrow().destroyForcibly();
            await().until(() -> lambda.log().contains("failed; try 2"));
            gateway.refuseWith(0);

            assertThat(bucket.awaitReport("reports/crash.report.json")
                            .path("status")
                            .asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    void handsTheSameUploadOverOnlyOnceAndAnotherUploadAgain() throws Exception {
        try (var lambda = lambda(Map.of()).awaitReady()) {
            bucket.upload("feeds/twice.csv", FEED);
            bucket.awaitReport("reports/twice.report.json");
            await().until(() -> lambda.status().path("pending").asInt() == 0);
        }
        try (var lambda = lambda(Map.of()).awaitReady()) {
            assertThat(lambda.log()).doesNotContain("feeds/twice.csv");
            bucket.upload("feeds/twice.csv", FEED.replace("7.90", "8.90"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> bucket.awaitReport("reports/twice.report.json")
                                    .at("/totals/updated")
                                    .asInt()
                            == 1);
        }
    }

    @Test
    void answersASynchronousInvocation() throws Exception {
        try (var lambda = lambda(Map.of("LAMBDA_SNAPSTART", "true")).awaitReady()) {
            bucket.upload("reports/direct.txt", FEED);
            var event = S3EventJson.objectCreated(
                    "us-east-1", bucket.name(), "reports/direct.txt", "x", 1, null, Instant.EPOCH);

            var response = lambda.post("/2015-03-31/functions/lambda-csv/invocations", event);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(response.body()).at("/0/status").asText()).isEqualTo("ignored");
        }
    }

    @Test
    void reportsWhatTheFunctionThrowsToASynchronousCaller() throws Exception {
        try (var lambda = lambda(Map.of()).awaitReady()) {
            var response = lambda.post("/2015-03-31/functions/lambda-csv/invocations", "{\"Records\":[{}]}");

            assertThat(response.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
            assertThat(JSON.readTree(response.body()).path("errorType").asText())
                    .isNotEmpty();
        }
    }

    @Test
    void endsTheFunctionWithItself() throws Exception {
        try (var lambda = lambda(Map.of()).awaitReady()) {
            var function = lambda.function().orElseThrow();
            lambda.stop();
            assertThat(function.isAlive()).isFalse();
        }
    }

    @Test
    void saysWhyTheFunctionDoesNotStart() throws Exception {
        try (var lambda = lambda(Map.of("PRODUCT_API_URL", ""))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> lambda.log().contains("The environment variable PRODUCT_API_URL is missing."));
            await().atMost(Duration.ofSeconds(30)).until(() -> lambda.log().contains("lambda cannot start"));
        }
    }

    private LambdaProcess lambda(Map<String, String> more) throws IOException {
        return LambdaProcess.importing(bucket, gateway, state, more);
    }
}
