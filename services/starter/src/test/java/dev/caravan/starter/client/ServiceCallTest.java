package dev.caravan.starter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One call of a service, against a server that says exactly what the test wants. */
final class ServiceCallTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.addComponent("service", new ServiceComponent());
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void sendsMethodPathQueryHeadersAndBody() throws Exception {
        try (var server = new RawServer(OK)) {
            var response = call(server.url() + "/base/", "POST", "/products", "dry_run=true", "[1]");

            assertThat(response.getException()).isNull();
            assertThat(server.requests().getFirst())
                    .startsWith("POST /base/products?dry_run=true HTTP/1.1\n")
                    .contains("X-Request-Id: order-17\n", "Content-Type: application/json\n", "Content-Length: 3\n")
                    .contains("Host: localhost:")
                    .endsWith("[1]")
                    .doesNotContain("Camel");
        }
    }

    @Test
    void takesOfAResponseWhatAResponseOfThePlatformMayHave() throws Exception {
        try (var server = new RawServer(
                "HTTP/1.1 201 Created\r\nLocation: /products/1\r\netag: \"1\"\r\nX-Internal: secret\r\nCamelHttpUri: http://evil/\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")) {
            var message = call(server.url(), "GET", "/x", null, null).getMessage();

            assertThat(message.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(201);
            assertThat(message.getHeader("Location")).isEqualTo("/products/1");
            assertThat(message.getHeader("ETag")).isEqualTo("\"1\"");
            assertThat(message.getHeaders()).doesNotContainKeys("X-Internal", "CamelHttpUri", "X-Request-Id");
            assertThat(message.getBody()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void usesAConnectionAgain() throws Exception {
        try (var server = new RawServer(OK, "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n", OK)) {
            for (var status : new int[] {200, 304, 200}) {
                assertThat(status(call(server.url(), "GET", "/x", null, null))).isEqualTo(status);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void usesNoConnectionAgainThatTheServiceCloses() throws Exception {
        try (var server = new RawServer(OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"), OK)) {
            for (var i = 0; i < 2; i++) {
                assertThat(status(call(server.url(), "POST", "/x", null, "{}"))).isEqualTo(200);
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void longResponseIsAStreamAndItsConnectionIsUsedAgainWhenItIsRead() throws Exception {
        var chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        try (var server = new RawServer(chunked, chunked, OK)) {
            var read = (InputStream) body(call(server.url(), "GET", "/x", null, null));
            assertThat(new String(read.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("hello");
            read.close();
            ((InputStream) body(call(server.url(), "GET", "/x", null, null))).close();
            assertThat(server.connections()).isEqualTo(1);

            assertThat(status(call(server.url(), "GET", "/x", null, null))).isEqualTo(200);
            assertThat(server.connections())
                    .as("what was closed unread is not used again")
                    .isEqualTo(2);
        }
    }

    @Test
    void readIsSentOnceMoreWhereTheConnectionWasClosedAndAWriteIsNot() throws Exception {
        try (var server = new RawServer(OK, "", OK, "", "")) {
            call(server.url(), "GET", "/first", null, null);
            assertThat(status(call(server.url(), "GET", "/again", null, null))).isEqualTo(200);
            assertThat(server.requests()).hasSize(3);

            assertThat(failure(call(server.url(), "POST", "/write", null, "{}")))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(ConnectException.class);
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void serviceThatHungUpLongAgoIsConnectedToAgain() throws Exception {
        try (var server = new RawServer(OK, OK)) {
            call(server.url(), "GET", "/first", null, null);
            server.hangUp();
            Thread.sleep(1100); // from then on it looks before it sends

            assertThat(status(call(server.url(), "POST", "/write", null, "{}"))).isEqualTo(200);
        }
    }

    @Test
    void serviceThatIsAwayCannotBeConnectedTo() throws Exception {
        int nobody;
        try (var closed = new ServerSocket(0)) {
            nobody = closed.getLocalPort();
        }
        assertThat(failure(call("http://localhost:" + nobody, "GET", "/x", null, null)))
                .isInstanceOf(ConnectException.class);
        assertThat(failure(call("http://no-such-host.invalid", "GET", "/x", null, null)))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void serviceThatLetsTheCallerWaitIsATimeout() throws Exception {
        try (var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly a part")) {
            assertThat(failure(call(server.url() + "?responseTimeout=200", "GET", "/x", null, null)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\n: nothing\r\n"
            })
    void whatIsNoResponseIsAnIoFailure(String response) throws Exception {
        try (var server = new RawServer(response)) {
            var exchange = call(server.url() + "?responseTimeout=300", "POST", "/x", null, "{}");
            var failure = exchange.getException();
            if (failure == null) {
                // the head can be read: the body is none
                assertThatThrownBy(() -> ((InputStream) body(exchange)).readAllBytes())
                        .isInstanceOf(IOException.class);
            } else {
                assertThat(failure).isInstanceOf(IOException.class).isNotInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void answerWithoutBoundsIsCutOff() throws Exception {
        try (var server = new RawServer("HTTP/1.1 200 OK\r\nX-A: " + "a".repeat(100_000) + "\r\n\r\n")) {
            assertThat(failure(call(server.url(), "POST", "/x", null, "{}"))).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://localhost", "localhost:8081", "http://", "http://a@b", "http://localhost?colour=red"})
    void refusesWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> camel.getEndpoint("service:" + address))
                .isInstanceOf(ResolveEndpointFailedException.class);
    }

    private Exchange call(String address, String method, String path, @Nullable String query, @Nullable String body) {
        return camel.createProducerTemplate().request("service:" + address, exchange -> {
            var message = exchange.getMessage();
            message.setHeader(Exchange.HTTP_METHOD, method);
            message.setHeader(Exchange.HTTP_PATH, path);
            message.setHeader(Exchange.HTTP_RAW_QUERY, query);
            message.setHeader("X-Request-Id", "order-17");
            if (body != null) {
                message.setHeader(Exchange.CONTENT_TYPE, "application/json");
                message.setBody(body.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static int status(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    private static Object body(Exchange exchange) {
        return Objects.requireNonNull(exchange.getMessage().getBody());
    }

    private static Exception failure(Exchange exchange) {
        return Objects.requireNonNull(exchange.getException(), "it has not failed");
    }
}
