package dev.caravan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.feed.fixture.Gateway;
import dev.caravan.feed.fixture.Invocation;
import dev.caravan.feed.fixture.Upload;
import dev.caravan.local.testing.LocalS3;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The whole function against a real S3, with the gateway standing in. */
public abstract class FunctionTest {

    protected static final String HEADER = "sku,name,price,stock\n";

    protected Gateway gateway;
    protected Upload upload;

    @BeforeAll
    protected static void giveCredentials() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }

    @BeforeEach
    protected void start() throws IOException {
        gateway = new Gateway();
        upload = new Upload();
    }

    @AfterEach
    protected void stop() {
        gateway.close();
        upload.close();
    }

    protected void assertRefused(JsonNode report, String code, @Nullable Integer line) {
        assertThat(report.path("status").asText()).isEqualTo("refused");
        assertThat(report.at("/refusal/code").asText()).isEqualTo(code);
        assertThat(report.at("/refusal/line").asText("null")).isEqualTo(String.valueOf(line));
        assertThat(gateway.products).isEmpty();
    }

    protected JsonNode product(String sku) {
        return Objects.requireNonNull(gateway.products.get(sku), sku);
    }

    protected JsonNode run(String content) throws IOException {
        return run(content, Map.of());
    }

    protected JsonNode run(byte[] content) throws IOException {
        handler(Map.of()).handleRequest(upload.put("feeds/feed.csv", content, Map.of()), context(60_000));
        return upload.report("reports/feed.report.json");
    }

    protected JsonNode run(String content, Map<String, String> settings) throws IOException {
        handler(settings).handleRequest(upload.put("feeds/feed.csv", content), context(60_000));
        return upload.report("reports/feed.report.json");
    }

    protected FeedHandler handler(Map<String, String> settings) {
        return new FeedHandler(environment(settings), Clock.systemUTC());
    }

    /** The function's environment, with some more settings. */
    protected Map<String, String> environment(Map<String, String> settings) {
        var environment = new HashMap<>(Map.of(
                "PRODUCT_API_URL",
                gateway.url() + "/products",
                "OIDC_TOKEN_URL",
                gateway.url() + "/token",
                "OIDC_CLIENT_ID",
                "feeds",
                "OIDC_CLIENT_SECRET",
                "secret",
                "AWS_ENDPOINT_URL_S3",
                LocalS3.shared().endpoint().toString(),
                "AWS_ENDPOINT_URL_LAMBDA",
                gateway.url()));
        environment.putAll(settings);
        return environment;
    }

    protected static String rows(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "S-" + i + ",Cup " + i + ",7.90,1\n")
                .collect(Collectors.joining());
    }

    protected static List<String> errors(JsonNode report) {
        return StreamSupport.stream(report.path("errors").spliterator(), false)
                .map(error ->
                        error.path("line").asText() + " " + error.path("sku").asText("null") + " "
                                + error.path("column").asText("null") + " "
                                + error.path("code").asText())
                .toList();
    }

    protected static Context context(int millis) {
        return Invocation.lasting(millis);
    }

    /** An invocation; a further try of the same event has the same request id. */
    protected static Context context(int millis, String requestId) {
        return context(millis, requestId, LambdaRuntime.getLogger());
    }

    /** An invocation whose log is looked at. */
    protected static Context context(int millis, String requestId, LambdaLogger log) {
        return new Invocation(System.currentTimeMillis() + millis, requestId, log);
    }
}
