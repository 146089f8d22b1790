package dev.caravan.starter.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.starter.testing.RawConnection;
import dev.caravan.starter.testing.ThingServiceTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A connection is closed only after a response has said so; a body is not asked for that will not be read. */
@ThingServiceTest
final class ConnectionEndTest {
    private static final String NEXT = head("GET /things/7") + "\r\n";
    private static final String BY_WRITER = "Authorization: Bearer writer";
    private static final String JSON = "Content-Type: application/json";
    private static final String WRITER = BY_WRITER + "\r\n" + JSON + "\r\n";
    private static final Duration AT_ONCE = Duration.ofSeconds(4);

    @LocalServerPort
    private int port;

    static List<Arguments> requests() {
        return List.of(
                request("a good one", "GET /things/7", "", ""),
                request("an unknown path", "GET /nothing", "", ""),
                request("an encoded slash", "GET /things%2F7", "", ""),
                request("an encoded percent sign", "GET /things/%25", "", ""),
                request("an encoded backslash", "GET /things/%5C", "", ""),
                request("an encoded semicolon", "GET /things/%3B", "", ""),
                request("a semicolon", "GET /things;7", "", ""),
                request("a dot segment", "GET /../things/7", "", ""),
                request("an encoded dot segment", "GET /things/%2e%2e", "", ""),
                request("dot segments beyond the root", "GET /%2e%2e/%2e%2e/things", "", ""),
                request("an empty segment", "GET //things/7", "", ""),
                request("a broken escape", "GET /things/%zz", "", ""),
                request("half an escape", "GET /things/%2", "", ""),
                request("no UTF-8", "GET /things/%ff", "", ""),
                request("a surrogate", "GET /things/%ed%a0%80", "", ""),
                request("a backslash", "GET /things\\7", "", ""),
                request("a quote", "GET /things/\"7\"", "", ""),
                request("a brace", "GET /things/{id}", "", ""),
                request("a folder of the server", "GET /WEB-INF/web.xml", "", ""),
                request("another folder of the server", "GET /meta-inf/", "", ""),
                request("an unsupported method", "DELETE /things/7", "", ""),
                request("an unknown method", "BREW /things/7", "", ""),
                request("a body that is not asked for", "GET /things/7", "Content-Length: 3\r\n", "abc"),
                request("a long one that is not", "GET /things/7", "Content-Length: 300000\r\n", "x".repeat(300_000)),
                request(
                        "a long body without a token",
                        "POST /things",
                        "Content-Length: 300000\r\n",
                        "x".repeat(300_000)),
                request("a short body without a token", "POST /things", "Content-Length: 2\r\n", "{}"),
                request("a body that is too long", "POST /things", WRITER + "Content-Length: 65\r\n", "x".repeat(65)),
                request(
                        "chunks without a token",
                        "POST /things",
                        "Transfer-Encoding: chunked\r\n",
                        "2\r\n{}\r\n0\r\n\r\n"),
                request(
                        "gzip and chunks",
                        "POST /things",
                        WRITER + "Transfer-Encoding: gzip, chunked\r\n",
                        "0\r\n\r\n"),
                request(
                        "gzip, and chunks",
                        "POST /things",
                        WRITER + "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                        "0\r\n\r\n"),
                request(
                        "a second coding",
                        "POST /things",
                        WRITER + "Content-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n",
                        "{}"),
                request(
                        "a second type",
                        "POST /things",
                        WRITER + "Content-Type: text/plain\r\nContent-Length: 2\r\n",
                        "{}"),
                request("malformed JSON", "POST /things", WRITER + "Content-Length: 1\r\n", "{"),
                request("another protocol", "GET /things/7 HTTP/9.9\r\nX:", "", ""),
                request("a header that is none", "GET /things/7", "X Y: z\r\n", ""),
                request("a failure of ours", "GET /broken", "", ""));
    }

    /** Either the next request on the connection is served, or the response has said that there will be none. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void nextRequestIsServedOrWasWarned(String what, String request) throws IOException {
        try (var connection = new RawConnection(port).send(request)) {
            var response = connection.response();
            assertThat(response.headers().get("content-type")).startsWith("application/");
            if (response.closes()) {
                assertThat(connection.isAtEnd()).isTrue();
            } else {
                assertThat(connection.send(NEXT).response().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void bodyThatWillBeRefusedIsNotAskedFor() throws IOException {
        for (var head : List.of(
                head("POST /things", "Content-Length: 99000000"),
                head("POST /things", BY_WRITER, JSON, "Content-Length: 99000000"),
                head("POST /things", BY_WRITER, "Content-Type: text/csv", "Content-Length: 20"),
                head("POST /things?colour=red", BY_WRITER, JSON, "Content-Length: 20"),
                head("POST /nothing", BY_WRITER, JSON, "Content-Length: 20"),
                head("POST /things", "Authorization: Bearer reader", JSON, "Content-Length: 20"))) {
            var begun = System.nanoTime();
            try (var connection = new RawConnection(port).send(head + "Expect: 100-continue\r\n\r\n")) {
                var response = connection.response();
                assertThat(response.status()).as(head).isBetween(400, 499);
                assertThat(response.closes()).isTrue();
                assertThat(connection.isAtEnd()).isTrue();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
        }
    }

    @Test
    void bodyThatWillBeReadIsAskedFor() throws IOException {
        try (var connection = new RawConnection(port)) {
            connection.send(
                    head("POST /things", BY_WRITER, JSON, "Content-Length: 12") + "Expect: 100-continue\r\n\r\n");
            assertThat(connection.response().status()).isEqualTo(100);
            assertThat(connection.send("{\"name\":\"x\"}").response().status()).isEqualTo(200);
            assertThat(connection.send(NEXT).response().status()).isEqualTo(200);
        }
    }

    /** RFC 9110, section 10.1.1: an HTTP/1.0 client would take 100 for the response. */
    @Test
    void clientOfHttp10IsNotAsked() throws IOException {
        try (var connection = new RawConnection(port)) {
            var head =
                    head("POST /things", BY_WRITER, JSON, "Content-Length: 12").replace("HTTP/1.1", "HTTP/1.0");
            connection.send(head + "Expect: 100-continue\r\n\r\n").send("{\"name\":\"x\"}");
            assertThat(connection.response().status()).isEqualTo(200);
        }
    }

    @Test
    void optionsWhoseBodyDoesNotComeEndTheConnection() throws IOException {
        try (var connection = new RawConnection(port).send(head("OPTIONS /things/7", "Content-Length: 10") + "\r\n")) {
            var response = connection.response();
            assertThat(response.status()).isEqualTo(204);
            assertThat(response.closes()).isTrue();
        }
    }

    @Test
    void refusalWaitsForNoBody() throws IOException {
        var begun = System.nanoTime();
        try (var connection = new RawConnection(port).send(head("POST /things", "Content-Length: 100000") + "\r\n{")) {
            var response = connection.response();
            assertThat(response.status()).isEqualTo(401);
            assertThat(response.closes()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
    }

    private static Arguments request(String what, String line, String headers, String body) {
        return Arguments.of(what, head(line) + headers + "\r\n" + body);
    }

    /** Request line and headers, each with the end of its line. */
    private static String head(String line, String... headers) {
        return Stream.concat(Stream.of(line + " HTTP/1.1", "Host: localhost"), Stream.of(headers))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }
}
