package dev.caravan.starter.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.caravan.starter.testing.RawHttp;
import dev.caravan.starter.testing.ThingService;
import dev.caravan.starter.testing.ThingServiceTest;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

@ThingServiceTest
final class HttpEngineTest {
    private final CamelContext context;
    private final MeterRegistry meters;

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    HttpEngineTest(CamelContext context, MeterRegistry meters) {
        this.context = context;
        this.meters = meters;
    }

    @Test
    void nothingButTheContractsParametersReachesARoute() {
        client().header("If-None-Match", "\"x\"")
                .header("CamelHttpUri", "http://evil/")
                .header("camelsqlquery", "drop table")
                .header("kafka.OVERRIDE_TOPIC", "evil")
                .get("/things/7?verbose=true")
                .then()
                .statusCode(200)
                .body("headers", empty())
                .body("id", equalTo(7))
                .body("verbose", equalTo(true))
                .body("if_none_match", equalTo("\"x\""))
                .body("body", nullValue());
    }

    @Test
    void nothingButListedHeadersLeaves() {
        var response = client().header("Authorization", "Bearer secret").get("/things/7");
        assertThat(response.headers().asList())
                .extracting(header -> header.getName())
                .containsExactlyInAnyOrder(
                        "Date", "X-Request-Id", "traceparent", "ETag", "Content-Type", "Content-Length");
    }

    @Test
    void servesOnTheVirtualThreadOfTheRequest() {
        client().get("/things/7").then().body("virtual", equalTo(true));
    }

    @Test
    void carriesTheTraceAndTheRequestIdOfTheCaller() {
        var traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        client().header("traceparent", traceparent)
                .header("X-Request-Id", "order-17")
                .get("/things/x")
                .then()
                .statusCode(400)
                .header("traceparent", traceparent)
                .header("X-Request-Id", "order-17")
                .body("trace_id", equalTo("0af7651916cd43dd8448eb211c80319c"));
        client().header("traceparent", "nonsense")
                .header("X-Request-Id", "<script>")
                .get("/things/7")
                .then()
                .header("traceparent", matchesPattern("00-[0-9a-f]{32}-[0-9a-f]{16}-00"))
                .header("X-Request-Id", matchesPattern("[0-9a-f]{32}"));
    }

    @Test
    void headIsGetWithoutBody() {
        var head = client().head("/things/7");
        head.then().statusCode(200).header("ETag", "\"1\"");
        assertThat(head.asByteArray()).isEmpty();
        assertThat(Integer.parseInt(head.header("Content-Length"))).isPositive();
    }

    @Test
    void optionsSaysWhatIsAllowed() {
        client().options("/things/7").then().statusCode(204).header("Allow", "GET, HEAD, OPTIONS");
        client().delete("/things/7").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
        client().header("X-HTTP-Method-Override", "GET")
                .post("/things/7")
                .then()
                .statusCode(405);
    }

    @Test
    void refusesBodiesThatAreTooLongOrOfAnotherType() {
        writer().body("{\"name\":\"" + "x".repeat(100) + "\"}")
                .post("/things")
                .then()
                .statusCode(413);
        writer().contentType("text/csv").body("a,b").post("/things").then().statusCode(415);
        writer().body("{\"name\":\"x\"}")
                .post("/things")
                .then()
                .statusCode(200)
                .body("subject", equalTo("writer"))
                .body("body.name", equalTo("x"));
    }

    @Test
    void closesAConnectionWhoseBodyIsTooLongToBeSkippedAndSaysSo() throws Exception {
        var head = String.join(
                "\r\n",
                "POST /things HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer writer",
                "Content-Type: application/json",
                "");
        var length = RawHttp.send(port, head + "Content-Length: 100000\r\n\r\n" + "x".repeat(100_000));
        assertThat(length.status()).isEqualTo(413);
        assertThat(length.headers()).contains("connection: close");
        var chunk = RawHttp.send(
                port, head + "Transfer-Encoding: chunked\r\n\r\n186a0\r\n" + "x".repeat(100_000) + "\r\n0\r\n\r\n");
        assertThat(chunk.status()).isEqualTo(413);
        assertThat(chunk.headers()).contains("connection: close");
    }

    @Test
    void asksForTokensAndScopes() {
        client().body("{}")
                .post("/things")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer realm=\"caravan\"");
        client().header("Authorization", "Basic eDp5")
                .body("{}")
                .post("/things")
                .then()
                .statusCode(401);
        client().auth()
                .oauth2("reader")
                .body("{}")
                .post("/things")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("insufficient_scope"));
    }

    @Test
    void failureOfOursShowsNothingOfItself() {
        client().get("/broken")
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("code", equalTo("internal_error"))
                .body(not(containsString("secret detail")));
    }

    @Test
    void refusesPathTricks() throws Exception {
        assertThat(statusOf("/things/7")).isEqualTo(200);
        for (var path : new String[] {
            "//things/7",
            "/things//7",
            "/things/%2e%2e/things/7",
            "/./things/7",
            "/things/7;x=1",
            "/things%2f7",
            "/things/7/",
            "/things/%00",
            "/things\\7"
        }) {
            assertThat(statusOf(path)).as(path).isIn(400, 404);
        }
    }

    /** Clients tidy up paths before they send them; this one does not. */
    private int statusOf(String path) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    @Test
    void streamsLongBodies() {
        client().get("/stream").then().statusCode(200).contentType("text/csv").body(equalTo("a,b\n".repeat(100_000)));
    }

    @Test
    void suspendedRouteIsUnavailable() throws Exception {
        context.getRouteController().suspendRoute("streamThings");
        try {
            client().get("/stream").then().statusCode(503).header("Retry-After", "1");
        } finally {
            context.getRouteController().resumeRoute("streamThings");
        }
        client().get("/stream").then().statusCode(200);
    }

    @Test
    void aThousandIdsAndNamesMakeNoMoreSeriesThanOne() throws Exception {
        // the last request of a connection may be counted just after its response was read
        for (var i = 0; i < 5; i++) {
            askAs(i);
        }
        var before = series();
        for (var i = 5; i <= 1000; i++) {
            askAs(i);
        }
        assertThat(series()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(meters.find("http.server.requests").timers())
                .extracting(timer -> timer.getId().getTag("uri"))
                .contains("/things/{id}", "UNKNOWN");
    }

    /** All series but the virtual machine's own, of which collecting garbage for a new reason makes another. */
    private List<Meter.Id> series() {
        return meters.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> !id.getName().startsWith("jvm."))
                .toList();
    }

    /** What a client can choose: ids, paths, methods, headers. */
    private void askAs(int number) throws IOException {
        var some = "GET /things/" + number + "?verbose=" + (number % 2 == 0)
                + " HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: r" + number + "\r\nUser-Agent: agent-" + number
                + "\r\nOrigin: http://" + number + ".example\r\n\r\n";
        var unknown = "GET /unknown/" + number + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        var method = "M" + number + " /things/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream().write((some + unknown + method).getBytes(StandardCharsets.US_ASCII));
            var responses = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(responses).contains("HTTP/1.1 200", "HTTP/1.1 404", "HTTP/1.1 405");
        }
    }

    @Test
    void managementPortServesHealth() {
        RestAssured.given()
                .port(managementPort)
                .get("/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"));
        client().get("/health/ready").then().statusCode(404);
    }

    @Test
    void slowRequestHoldsUpNoOther() throws Exception {
        var slow = CompletableFuture.supplyAsync(() -> client().get("/slow").statusCode());
        assertThat(ThingService.ARRIVED.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(meters.get("http.server.requests.inside").gauge().value()).isPositive();
        client().get("/things/7").then().statusCode(200);
        ThingService.RELEASE.countDown();
        assertThat(slow.get(20, TimeUnit.SECONDS)).isEqualTo(200);
    }

    private RequestSpecification client() {
        return RestAssured.given().port(port).contentType(ContentType.JSON);
    }

    private RequestSpecification writer() {
        return client().auth().oauth2("writer");
    }
}
