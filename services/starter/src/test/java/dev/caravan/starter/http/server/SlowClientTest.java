package dev.caravan.starter.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.starter.testing.Drip;
import dev.caravan.starter.testing.RawConnection;
import dev.caravan.starter.testing.ThingServiceTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Whoever is slow is so at their own expense: nobody else waits, and neither does the server for ever. */
@ThingServiceTest
@TestPropertySource(properties = "caravan.max-concurrent-requests=4")
final class SlowClientTest {
    private static final int PLACES = 4;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** What a busy machine may add. */
    private static final Duration SLACK = Duration.ofSeconds(8);

    private final ConcurrencyLimiter limiter;

    @LocalServerPort
    private int port;

    @Autowired
    SlowClientTest(ConcurrencyLimiter limiter) {
        this.limiter = limiter;
    }

    @Test
    void silentBodiesKeepNobodyOutAndAreEndedInTime() throws Exception {
        var silent = new ArrayList<RawConnection>();
        try {
            for (var i = 0; i < 3 * PLACES; i++) {
                silent.add(new RawConnection(port).send(post("Content-Length: 50") + "{\"na"));
            }
            var begun = System.nanoTime();
            assertThat(limiter.inside()).isZero();
            for (var i = 0; i < 2 * PLACES; i++) {
                assertThat(status("/things/7")).isEqualTo(200);
            }
            for (var connection : silent) {
                var response = connection.response();
                assertThat(response.status()).isEqualTo(408);
                assertThat(response.headers()).containsEntry("content-type", "application/problem+json");
                assertThat(response.closes()).isTrue();
                assertThat(connection.isAtEnd()).isTrue();
            }
            assertThat(since(begun)).isBetween(LIMIT.minusSeconds(1), LIMIT.plus(SLACK));
        } finally {
            close(silent);
        }
    }

    @Test
    void bytesNowAndThenDoNotKeepABodyOpen() throws Exception {
        try (var connection = new RawConnection(port).send(post("Transfer-Encoding: chunked"));
                var drip = Drip.of(connection, Duration.ofSeconds(2), () -> "1\r\n \r\n")) {
            assertThat(connection.response().status()).isEqualTo(408);
            assertThat(drip.age()).isLessThan(LIMIT.plus(SLACK));
        }
    }

    /** An extension of a chunk, a trailer, and the line of the last chunk. */
    @ParameterizedTest
    @ValueSource(strings = {"f;a=", "f\r\n{\"name\":\"slow\"}\r\n0\r\nX: ", "f\r\n{\"name\":\"slow\"}\r\n0;a="})
    void linesBetweenChunksNowAndThenDoNotKeepABodyOpen(String beginning) throws Exception {
        try (var connection = new RawConnection(port).send(post("Transfer-Encoding: chunked") + beginning);
                var drip = Drip.of(connection, Duration.ofSeconds(2), () -> "y")) {
            var response = connection.response();
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.closes()).isTrue();
            assertThat(drip.age()).isLessThan(LIMIT.plus(SLACK));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Slow: yes\r\n", "X"})
    void headersNowAndThenDoNotKeepAConnectionOpen(String part) throws Exception {
        isEnded("GET /things/7 HTTP/1.1\r\nHost: localhost\r\n", part);
    }

    @Test
    void emptyLinesBeforeARequestDoNotKeepAConnectionOpen() throws Exception {
        isEnded("", "\r\n");
    }

    private void isEnded(String beginning, String part) throws IOException {
        try (var connection = new RawConnection(port).send(beginning);
                var drip = Drip.of(connection, Duration.ofSeconds(2), () -> part)) {
            var response = connection.response();
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.closes()).isTrue();
            assertThat(response.body()).contains("\"code\":\"request_timeout\"");
            assertThat(drip.age()).isLessThan(LIMIT.plus(SLACK));
        }
    }

    @Test
    void headersAreTimedOnAConnectionThatHasServedBefore() throws Exception {
        try (var connection = new RawConnection(port).send("GET /things/7 HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(connection.response().status()).isEqualTo(200);
            connection.send("GET /things/7 HTTP/1.1\r\nHost: loc");
            assertThat(connection.response().status()).isEqualTo(408);
        }
    }

    @Test
    void connectionThatWaitsBetweenTwoRequestsIsLeftAlone() throws Exception {
        var request = "GET /things/7 HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (var connection = new RawConnection(port).send(request)) {
            assertThat(connection.response().status()).isEqualTo(200);
            try (var drip = Drip.of(connection, LIMIT.plusSeconds(3), () -> request)) {
                assertThat(connection.response().status()).isEqualTo(200);
                assertThat(drip.age()).isGreaterThan(LIMIT);
            }
        }
    }

    /** 4 KiB a second is what a client must send in the long run. */
    @Test
    void slowButSteadyBodyIsServed() throws Exception {
        var body = "{\"name\":\"" + "x".repeat(100_000) + "\"}";
        var parts = Stream.iterate(0, from -> from < body.length(), from -> from + 2600)
                .map(from -> body.substring(from, Math.min(body.length(), from + 2600)))
                .iterator();
        try (var connection = new RawConnection(port)
                        .send("POST /long HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n");
                var drip = Drip.of(connection, Duration.ofMillis(300), () -> parts.hasNext() ? parts.next() : "")) {
            assertThat(connection.response().status()).isEqualTo(200);
            assertThat(drip.age()).isGreaterThan(LIMIT);
        }
    }

    @Test
    void responsesThatNobodyTakesHoldNoPlaceAndAreBrokenOff() throws Exception {
        var readers = new ArrayList<RawConnection>();
        try {
            for (var i = 0; i < PLACES; i++) {
                readers.add(new RawConnection(port, 4096).send("GET /huge HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            // they are streams, which are made while they are sent: each has a place for as long as its client has time
            await().until(() -> limiter.inside() == PLACES);
            await().pollInterval(Duration.ofMillis(200))
                    .atMost(LIMIT.plus(SLACK))
                    .until(() -> {
                        for (var reader : readers) {
                            // a byte now and then is what keeps a server waiting that only looks for silence
                            reader.skip(1);
                        }
                        return limiter.inside() == 0;
                    });
            assertThat(status("/things/7")).isEqualTo(200);
        } finally {
            close(readers);
        }
    }

    @Test
    void twiceAsManySlowReadersOfWholeResponsesAsThereArePlacesKeepNobodyOut() throws Exception {
        var readers = new ArrayList<RawConnection>();
        try {
            for (var i = 0; i < 2 * PLACES; i++) {
                readers.add(new RawConnection(port, 4096).send("GET /whole HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                var statuses = new ArrayList<Callable<Integer>>();
                for (var i = 0; i < PLACES; i++) {
                    statuses.add(() -> status("/things/7"));
                }
                for (var status : pool.invokeAll(statuses)) {
                    assertThat(status.get()).isEqualTo(200);
                }
            }
        } finally {
            close(readers);
        }
    }

    private int status(String path) throws IOException {
        try (var connection = new RawConnection(port)) {
            return connection
                    .send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .response()
                    .status();
        }
    }

    private static String post(String framing) {
        return String.join(
                "\r\n",
                "POST /things HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer writer",
                "Content-Type: application/json",
                framing,
                "",
                "");
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void close(List<RawConnection> connections) throws IOException {
        for (var connection : connections) {
            connection.close();
        }
    }
}
