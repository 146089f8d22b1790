package dev.caravan.starter.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.caravan.shared.json.Json;
import dev.caravan.starter.testing.ThingServiceTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@ThingServiceTest
@TestPropertySource(
        properties = {
            "caravan.public=true",
            "caravan.rate-limit.requests=1000",
            "caravan.rate-limit.window=1h",
            "caravan.address-share=0.25",
            "caravan.trusted-proxies=0",
            "caravan.cors-origins=https://shop.example,http://localhost:3000"
        })
final class EdgePoliciesTest {
    private final HttpClient plain = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void everyResponseTellsTheRateLimit() {
        for (var path : new String[] {"/things/7", "/things/x", "/unknown", "/things//7", "/openapi.json"}) {
            client().get(path)
                    .then()
                    .header("RateLimit-Policy", "\"address\";q=1000;w=3600")
                    .header("RateLimit", matchesPattern("\"address\";r=\\d+;t=\\d+"))
                    .header("X-Content-Type-Options", "nosniff");
        }
        client().auth()
                .oauth2("somebody-new")
                .get("/mine")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"subject\";q=1000;w=3600")
                .header("RateLimit", "\"subject\";r=999;t=4");
        client().get("/mine").then().statusCode(401).header("RateLimit", containsString("\"address\""));
    }

    @Test
    void whatBelongsToSomebodyStaysInNoCache() {
        client().auth().oauth2("writer").get("/mine").then().header("Cache-Control", "no-store");
        client().get("/things/7").then().header("Cache-Control", nullValue());
    }

    @Test
    void pagesOfNamedOriginsMayCall() {
        client().header("Origin", "https://shop.example")
                .get("/things/7")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://shop.example")
                .header("Access-Control-Expose-Headers", containsString("RateLimit-Policy, Idempotent-Replayed"))
                .header("Vary", containsString("Origin"));
        client().header("Origin", "https://evil.example")
                .get("/things/7")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Vary", containsString("Origin"));
    }

    @Test
    void pagesOfNamedOriginsReadErrorsToo() {
        client().header("Origin", "https://shop.example")
                .get("/unknown")
                .then()
                .statusCode(404)
                .header("Access-Control-Allow-Origin", "https://shop.example");
    }

    @Test
    void answersPreflights() {
        client().header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options("/things")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "http://localhost:3000")
                .header("Access-Control-Allow-Methods", "OPTIONS, POST")
                .header("Access-Control-Allow-Headers", containsString("Authorization, Content-Type, Idempotency-Key"))
                .header("Access-Control-Max-Age", "3600");
        client().header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/things")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Methods", nullValue());
    }

    @Test
    void compressesLongResponsesForWhoeverTakesIt() throws Exception {
        var compressed = get("/long", "Accept-Encoding", "br;q=1, gzip;q=0.5");
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(compressed.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(compressed.headers().firstValue("ETag")).hasValue("\"3-gzip\"");
        var unpacked = new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes();
        var plainResponse = get("/long");
        assertThat(unpacked).isEqualTo(plainResponse.body());
        assertThat(plainResponse.headers().firstValue("ETag")).hasValue("\"3\"");
        assertThat(plainResponse.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(compressed.body().length).isLessThan(plainResponse.body().length / 10);
    }

    @Test
    void leavesShortResponsesAndWhoeverRefusesAlone() throws Exception {
        assertThat(get("/things/7", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                .isEmpty();
        assertThat(get("/long", "Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void compressesWhatIsStreamed() throws Exception {
        var streamed = get("/stream", "Accept-Encoding", "gzip");
        assertThat(streamed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(streamed.body())).readAllBytes())
                .isEqualTo("a,b\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tagsOfCompressedResponsesAreGoodConditions() throws Exception {
        var unchanged = get("/long", "Accept-Encoding", "gzip", "If-None-Match", "\"3-gzip\"");
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.headers().firstValue("ETag")).hasValue("\"3-gzip\"");
        assertThat(unchanged.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(unchanged.headers().firstValue("Content-Length")).isEmpty();
        assertThat(unchanged.body()).isEmpty();
        assertThat(get("/long", "If-None-Match", "\"3\"").statusCode()).isEqualTo(304);
        assertThat(get("/long", "If-None-Match", "\"2-gzip\"").statusCode()).isEqualTo(200);
        client().header("If-Match", "\"3-gzip\"")
                .put("/long")
                .then()
                .statusCode(200)
                .body("versions", equalTo("{3}"));
    }

    @Test
    void publishesTheContract() throws Exception {
        var json = get("/openapi.json");
        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        var document = Json.MAPPER.readTree(json.body());
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
                .isEqualTo("bearer");
        assertThat(document.at("/paths/~1things/post/security/1/bearer/0").asText())
                .isEqualTo("things:write");
        var etag = json.headers().firstValue("ETag").orElseThrow();
        var held = get("/openapi.json", "If-None-Match", etag);
        assertThat(held.statusCode()).isEqualTo(304);
        assertThat(held.headers().allValues("Vary")).isEqualTo(json.headers().allValues("Vary"));
        assertThat(held.headers().firstValue("Content-Length")).isEmpty();
        var packed = get("/openapi.json", "Accept-Encoding", "gzip");
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        var packedTag = packed.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/openapi.json", "Accept-Encoding", "gzip", "If-None-Match", packedTag)
                        .statusCode())
                .isEqualTo(304);
        client().get("/openapi.yaml").then().statusCode(200).contentType("application/yaml");
        client().head("/openapi.json")
                .then()
                .statusCode(200)
                .header("Content-Length", Integer::parseInt, lessThan(1_000_000));
        client().post("/openapi.json").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
    }

    @Test
    void repeatsNoneOfTheCallersHeaders() throws Exception {
        var response = get(
                "/things/7",
                "Authorization",
                "Bearer secret-token",
                "CamelHttpUri",
                "http://evil",
                "kafka.OVERRIDE_TOPIC",
                "evil");
        var text = response.headers().map() + new String(response.body(), StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("secret-token", "evil");
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return plain.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private RequestSpecification client() {
        return RestAssured.given().port(port);
    }
}
