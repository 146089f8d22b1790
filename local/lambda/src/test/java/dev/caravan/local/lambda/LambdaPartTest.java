package dev.caravan.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalS3;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The real runtime client runs the real function against this part, with uploads to a real S3. */
class LambdaPartTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FEED = "sku,name,price\nA-1,Cup,7.90\nA-2,Plate,\"1.234,56\"\n";

    private static final int LONG = 4000;

    @TempDir
    Path state;

    private final String bucket = "feeds-" + UUID.randomUUID();
    private StandInGateway gateway;
    private S3Client s3;

    @BeforeAll
    static void giveCredentials() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    @BeforeEach
    void startGatewayAndBucket() throws IOException {
        gateway = new StandInGateway();
        s3 = S3Client.builder()
                .endpointOverride(LocalS3.shared().endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        s3.createBucket(create -> create.bucket(bucket));
    }

    @AfterEach
    void stopGateway() {
        gateway.close();
        s3.close();
    }

    @Test
    void turnsAnUploadIntoAnInvocationAndAReport() throws Exception {
        try (var lambda = lambda(Map.of()).awaitReady()) {
            upload("feeds/spring sale+2.csv", FEED);

            var report = awaitReport("reports/spring sale+2.report.json");

            assertThat(lambda.log()).contains("for feeds/spring sale+2.csv");
            assertThat(report.at("/totals/created").asInt()).isEqualTo(1);
            assertThat(report.at("/errors/0/code").asText()).isEqualTo("price_comma");
            assertThat(gateway.products()).containsOnlyKeys("A-1");
        }
    }

    @Test
    void tellsTheFunctionOfEverythingThatIsPutWhereFeedsGo() throws Exception {
        try (var lambda = lambda(Map.of()).awaitReady()) {
            upload("feeds/LOUD.CSV", FEED);
            upload("feeds/spring.xlsx", FEED);

            assertThat(awaitReport("reports/LOUD.report.json").path("status").asText())
                    .isEqualTo("completed");
            assertThat(awaitReport("reports/spring.xlsx.report.json")
                            .at("/refusal/code")
                            .asText())
                    .isEqualTo("not_a_feed");
            assertThat(status(lambda).path("dead_letters").asInt()).isZero();
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
            upload("feeds/others/long.csv", rows.toString());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !gateway.products().isEmpty());
            upload("feeds/ours/short.csv", FEED);

            var ours = awaitReport("reports/ours/short.report.json");
            await().atMost(Duration.ofMinutes(3)).until(() -> exists("reports/others/long.report.json"));
            var others = awaitReport("reports/others/long.report.json");

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
            upload("feeds/refused.csv", FEED);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> status(lambda).path("dead_letters").asInt() == 1);

            assertThat(status(lambda).path("pending").asInt()).isZero();
            assertThat(lambda.log()).contains("is a dead letter after 3 tries");
            assertThat(exists("reports/refused.report.json")).isFalse();
        }
    }

    @Test
    void takesADeadLetterUpAgain() throws Exception {
        try (var lambda = lambda(Map.of("LAMBDA_RETRY_DELAYS_MS", "50,50")).awaitReady()) {
            gateway.refuseWith(403);
            upload("feeds/refused.csv", FEED);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> status(lambda).path("dead_letters").asInt() == 1);
            var letter = JSON.readTree(lambda.get("/dead-letters").body()).at("/dead_letters/0");
            assertThat(letter.at("/error/errorMessage").asText()).contains("403");
            gateway.refuseWith(0);

            var path = "/dead-letters/" + letter.path("id").asText() + "/retry";
            assertThat(lambda.post(path, "").statusCode()).isEqualTo(202);

            assertThat(awaitReport("reports/refused.report.json").path("status").asText())
                    .isEqualTo("completed");
            assertThat(status(lambda).path("dead_letters").asInt()).isZero();
            assertThat(lambda.post(path, "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void goesOnWithALongFeedInFurtherInvocations() throws Exception {
        // so little time that the function leaves all but a batch or two to its next invocation
        var little = Map.of("LAMBDA_TIMEOUT_SECONDS", "23", "FEED_BATCH_SIZE", "1", "FEED_CONCURRENCY", "1");
        try (var lambda = lambda(little).awaitReady()) {
            upload("feeds/long & more.csv", FEED + "A-3,Mug,1\nA-4,Jug,2\nA-5,Pot,3\n");

            var report = awaitReport("reports/long & more.report.json");

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
            assertThat(metric(lambda, "feed_rows_total{outcome=\"created\"}")).isZero();
            upload("feeds/counted.csv", FEED + "A-3,Mug,1\nA-4,Jug,2\nA-5,Pot,3\n");
            awaitReport("reports/counted.report.json");

            await().untilAsserted(() -> assertThat(metric(lambda, "feed_invocations_total{outcome=\"completed\"}"))
                    .isOne());
            assertThat(metric(lambda, "feed_invocations_total{outcome=\"continued\"}"))
                    .isPositive();
            assertThat(metric(lambda, "feed_rows_total{outcome=\"created\"}")).isEqualTo(4);
            assertThat(metric(lambda, "feed_rows_total{outcome=\"rejected\"}")).isOne();
            assertThat(metric(lambda, "feed_duration_seconds_sum")).isPositive();
            assertThat(lambda.log()).doesNotContain("_aws");

            gateway.refuseWith(403);
            upload("feeds/refused.csv", FEED);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(metric(lambda, "feed_invocations_total{outcome=\"failed\"}"))
                            .isPositive());
        }
    }

    @Test
    void losesNoUploadWhenItIsKilled() throws Exception {
        gateway.refuseWith(503);
        ProcessHandle function;
        try (var lambda = lambda(Map.of()).awaitReady()) {
            upload("feeds/before.csv", FEED);
            await().until(() -> lambda.log().contains("for feeds/before.csv"));
            function = lambda.function().orElseThrow();
            lambda.kill();
        }
        upload("feeds/while.csv", FEED.replace("A-", "B-"));
        await("the function's process ends with its parent").until(() -> !function.isAlive());
        gateway.refuseWith(0);
        try (var lambda = lambda(Map.of()).awaitReady()) {
            await().until(() -> status(lambda).path("pending").asInt() == 0);
            awaitReport("reports/before.report.json");
            awaitReport("reports/while.report.json");
            assertThat(gateway.products()).containsOnlyKeys("A-1", "B-1");
        }
    }

    @Test
    void countsACrashOfTheFunctionAsATryAndStartsItAgain() throws Exception {
        try (var lambda = lambda(Map.of()).awaitReady()) {
            gateway.refuseWith(503);
            upload("feeds/crash.csv", FEED);
            await().until(() -> lambda.log().contains("for feeds/crash.csv"));
            lambda.function().orElseThrow().destroyForcibly();
            await().until(() -> lambda.log().contains("failed; try 2"));
            gateway.refuseWith(0);

            assertThat(awaitReport("reports/crash.report.json").path("status").asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    void handsTheSameUploadOverOnlyOnceAndAnotherUploadAgain() throws Exception {
        try (var lambda = lambda(Map.of()).awaitReady()) {
            upload("feeds/twice.csv", FEED);
            awaitReport("reports/twice.report.json");
            await().until(() -> status(lambda).path("pending").asInt() == 0);
        }
        try (var lambda = lambda(Map.of()).awaitReady()) {
            assertThat(lambda.log()).doesNotContain("feeds/twice.csv");
            upload("feeds/twice.csv", FEED.replace("7.90", "8.90"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> awaitReport("reports/twice.report.json")
                                    .at("/totals/updated")
                                    .asInt()
                            == 1);
        }
    }

    @Test
    void answersASynchronousInvocation() throws Exception {
        try (var lambda = lambda(Map.of("LAMBDA_SNAPSTART", "true")).awaitReady()) {
            upload("reports/direct.txt", FEED);
            var event =
                    S3EventJson.objectCreated("us-east-1", bucket, "reports/direct.txt", "x", 1, null, Instant.EPOCH);

            var answer = lambda.post("/2015-03-31/functions/lambda-csv/invocations", event);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(answer.body()).at("/0/status").asText()).isEqualTo("ignored");
        }
    }

    @Test
    void reportsWhatTheFunctionThrowsToASynchronousCaller() throws Exception {
        try (var lambda = lambda(Map.of()).awaitReady()) {
            var answer = lambda.post("/2015-03-31/functions/lambda-csv/invocations", "{\"Records\":[{}]}");

            assertThat(answer.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
            assertThat(JSON.readTree(answer.body()).path("errorType").asText()).isNotEmpty();
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
        var variables = new HashMap<>(Map.of(
                "AWS_ENDPOINT_URL_S3",
                LocalS3.shared().endpoint().toString(),
                "FEED_BUCKET",
                bucket,
                "PRODUCT_API_URL",
                gateway.productsUrl(),
                "OIDC_TOKEN_URL",
                LocalIssuer.shared().tokenUrl(),
                "OIDC_CLIENT_ID",
                LocalIssuer.CLIENT_ID,
                "OIDC_CLIENT_SECRET",
                LocalIssuer.CLIENT_SECRET));
        variables.putAll(more);
        return new LambdaProcess(state, variables);
    }

    private static double metric(LambdaProcess lambda, String series) throws IOException, InterruptedException {
        return lambda.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + series));
    }

    private static JsonNode status(LambdaProcess lambda) throws IOException, InterruptedException {
        return JSON.readTree(lambda.get("/ready").body());
    }

    private void upload(String key, String content) {
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    private JsonNode awaitReport(String key) throws IOException {
        await(key).atMost(Duration.ofSeconds(30)).until(() -> exists(key));
        return JSON.readTree(
                s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray());
    }

    private boolean exists(String key) {
        try {
            s3.headObject(head -> head.bucket(bucket).key(key));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }
}
