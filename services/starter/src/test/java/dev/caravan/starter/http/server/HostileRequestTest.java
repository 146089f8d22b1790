package dev.caravan.starter.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.shared.json.Json;
import dev.caravan.starter.testing.RawHttp;
import dev.caravan.starter.testing.ThingServiceTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever bytes come, the response is a 4xx problem document, and nothing is done. */
@ThingServiceTest
final class HostileRequestTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final String END = "Connection: close\r\n\r\n";
    private static final String SMUGGLED = "GET /things/666 HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @LocalServerPort
    private int port;

    static Stream<Arguments> badRequests() {
        return Stream.of(
                bad("no request line", "\u0001\u0002\u0003\r\n\r\n"),
                bad("half a request line", "GET\r\n\r\n"),
                bad("a version of its own", "GET /things/7 HTTP/9.9\r\n" + HOST + END),
                bad("another protocol", "GET /things/7 SMTP/1.0\r\n" + HOST + END),
                bad("no host", "GET /things/7 HTTP/1.1\r\n" + END),
                bad("two hosts", "GET /things/7 HTTP/1.1\r\nHost: a\r\nHost: b\r\n" + END),
                bad("a host that is none", "GET /things/7 HTTP/1.1\r\nHost: a b/c?d\r\n" + END),
                bad("a port that is none", "GET /things/7 HTTP/1.1\r\nHost: localhost:99999999\r\n" + END),
                bad("NUL in a header", "GET /things/7 HTTP/1.1\r\n" + HOST + "X-A: a\0b\r\n" + END),
                bad("a header without a name", "GET /things/7 HTTP/1.1\r\n" + HOST + ": x\r\n" + END),
                bad("a space before the colon", "GET /things/7 HTTP/1.1\r\n" + HOST + "X-A : x\r\n" + END),
                bad("a folded header", "GET /things/7 HTTP/1.1\r\n" + HOST + "X-A: a\r\n b\r\n" + END),
                bad("an expectation", "GET /things/7 HTTP/1.1\r\n" + HOST + "Expect: miracles\r\n" + END),
                bad("a control character in the path", "GET /things/\u0007 HTTP/1.1\r\n" + HOST + END),
                bad("a broken escape", "GET /things/%zz HTTP/1.1\r\n" + HOST + END),
                bad("overlong UTF-8", "GET /things/%c0%af HTTP/1.1\r\n" + HOST + END),
                bad("a broken escape in the query", "GET /things/7?verbose=%zz HTTP/1.1\r\n" + HOST + END),
                bad("a parent segment", "GET /things/../things/7 HTTP/1.1\r\n" + HOST + END),
                bad("an encoded parent segment", "GET /things/%2e%2e/things/7 HTTP/1.1\r\n" + HOST + END),
                bad("an encoded slash", "GET /things%2f7 HTTP/1.1\r\n" + HOST + END),
                bad("an encoded backslash", "GET /things%5c7 HTTP/1.1\r\n" + HOST + END),
                bad("an empty segment", "GET //things/7 HTTP/1.1\r\n" + HOST + END),
                bad("a path parameter", "GET /things;x=1/7 HTTP/1.1\r\n" + HOST + END),
                bad("an encoded NUL", "GET /things/%00 HTTP/1.1\r\n" + HOST + END),
                bad("a double encoding", "GET /things/%252e%252e/7 HTTP/1.1\r\n" + HOST + END),
                bad("an unknown method", "BREW /things/7 HTTP/1.1\r\n" + HOST + END),
                bad("TRACE", "TRACE /things/7 HTTP/1.1\r\n" + HOST + END),
                bad("CONNECT", "CONNECT localhost:22 HTTP/1.1\r\n" + HOST + END),
                bad("an asterisk", "GET * HTTP/1.1\r\n" + HOST + END),
                bad("another server's address", "GET http://other.example/things/7 HTTP/1.1\r\n" + HOST + END),
                bad(
                        "a method override",
                        "POST /things/7 HTTP/1.1\r\n" + HOST
                                + "X-HTTP-Method-Override: GET\r\nX-Method-Override: GET\r\nContent-Length: 0\r\n"
                                + END),
                bad(
                        "a method override in the query",
                        "POST /things/7?_method=GET HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\n" + END),
                bad("length and chunks", smuggling("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n")),
                bad("chunks and length", smuggling("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n")),
                bad("two lengths", smuggling("Content-Length: 4\r\nContent-Length: 5\r\n")),
                bad("a list of lengths", smuggling("Content-Length: 4, 5\r\n")),
                bad("a negative length", smuggling("Content-Length: -4\r\n")),
                bad("a length beyond all numbers", smuggling("Content-Length: 99999999999999999999\r\n")),
                bad("a length with a sign", smuggling("Content-Length: +4\r\n")),
                bad("a coding that is none", smuggling("Transfer-Encoding: xchunked\r\n")),
                bad("chunked, but not last", smuggling("Transfer-Encoding: chunked, identity\r\n")),
                bad("chunked twice", smuggling("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")),
                bad("a chunk length that is none", writer("Transfer-Encoding: chunked\r\n") + "zz\r\n{}\r\n0\r\n\r\n"),
                bad("a chunk whose size ends with LF alone", chunked("2\n{}\r\n0\r\n\r\n")),
                bad("a chunk whose extension ends with LF alone", chunked("2;a=b\n{}\r\n0\r\n\r\n")),
                bad("a chunk that ends with LF alone", chunked("2\r\n{}\n0\r\n\r\n")),
                bad("a last chunk that ends with LF alone", chunked("2\r\n{}\r\n0\n\r\n")),
                bad("an empty line before a chunk", chunked("\r\n2\r\n{}\r\n0\r\n\r\n")),
                bad("a coded body", writer("Content-Encoding: gzip\r\nContent-Length: 2\r\n") + "{}"),
                bad(
                        "form data",
                        ("PUT /things/7 HTTP/1.1\r\n" + HOST
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n" + END
                                + "%zz")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void refuses(String what, String request) throws IOException {
        var response = RawHttp.send(port, request);
        assertThat(response.text()).as(what).startsWith("HTTP/1.1 4");
        assertThat(response.answers()).as("answers").isEqualTo(1);
        assertThat(response.headers()).contains("content-type: application/problem+json");
        assertThat(response.headers()).noneMatch(header -> header.startsWith("server:"));
        assertThat(response.text()).doesNotContainIgnoringCase("jetty").doesNotContain("java.", "Exception", "\tat ");
        var problem = Json.MAPPER.readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(response.status());
        assertThat(problem.path("code").asText()).matches("[a-z][a-z0-9_]*");
        assertThat(problem.path("trace_id").asText()).matches("[0-9a-f]{32}");
    }

    @Test
    void saysWhichPartIsTooLong() throws IOException {
        var path = RawHttp.send(port, "GET /things/" + "7".repeat(20_000) + " HTTP/1.1\r\n" + HOST + END);
        assertThat(path.status()).isEqualTo(414);
        assertThat(path.body()).contains("\"code\":\"uri_too_long\"");
        var header =
                RawHttp.send(port, "GET /things/7 HTTP/1.1\r\n" + HOST + "X-A: " + "a".repeat(20_000) + "\r\n" + END);
        assertThat(header.status()).isEqualTo(431);
        assertThat(header.body()).contains("\"code\":\"headers_too_large\"");
        var headers = RawHttp.send(port, "GET /things/7 HTTP/1.1\r\n" + HOST + "X-A: a\r\n".repeat(4_000) + END);
        assertThat(headers.status()).isEqualTo(431);
    }

    @Test
    void bodyThatBreaksOffDoesNothing() throws Exception {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write((writer("Content-Length: 20\r\n") + "{\"name\":").getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            var response =
                    new RawHttp.Response(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertThat(response.text()).startsWith("HTTP/1.1 400");
            assertThat(response.body()).contains("\"code\":\"malformed_");
        }
    }

    @Test
    void servesOnAfterAllOfIt() throws IOException {
        for (var attempt = 0; attempt < 200; attempt++) {
            RawHttp.send(port, "\u0001 /" + attempt + "\r\n\r\n");
        }
        assertThat(RawHttp.send(port, "GET /things/7 HTTP/1.1\r\n" + HOST + END).status())
                .isEqualTo(200);
    }

    private static String smuggling(String framing) {
        return writer(framing) + "0\r\n\r\n" + SMUGGLED;
    }

    private static String chunked(String body) {
        return writer("Transfer-Encoding: chunked\r\n") + body + SMUGGLED;
    }

    private static String writer(String framing) {
        return "POST /things HTTP/1.1\r\n" + HOST + "Authorization: Bearer writer\r\nContent-Type: application/json\r\n"
                + framing + "\r\n";
    }

    private static Arguments bad(String what, String request) {
        return Arguments.of(what, request);
    }
}
