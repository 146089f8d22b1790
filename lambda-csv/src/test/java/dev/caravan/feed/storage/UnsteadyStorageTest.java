package dev.caravan.feed.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.caravan.feed.upload.FeedReference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** What becomes of requests when connections to S3 break, and what goes over them when they do not. */
class UnsteadyStorageTest {

    private static final String CONTENT = "sku,name,price\n" + "S-1,Cup,7.90\n".repeat(5_000);
    private static final int HALF = CONTENT.length() / 2;

    @TempDir
    Path directory;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch readerHasBegun = new CountDownLatch(1);
    private HttpServer server;
    private RunningObjectStore running;
    private ObjectStore objects;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/bucket/breaks", this::breakHalfWay);
        server.createContext("/bucket/waits", this::waitHalfWay);
        server.createContext("/bucket/refuses-once", this::refuseOnce);
        server.createContext("/", exchange -> respond(exchange, 404));
        server.start();
        running = RunningObjectStore.at(
                URI.create("http://localhost:" + server.getAddress().getPort()));
        objects = running.objects();
    }

    @AfterEach
    void stop() {
        readerHasBegun.countDown();
        running.close();
        server.stop(0);
    }

    @Test
    void asksForNothingWhenItStarts() {
        assertThat(requests).isEmpty();
    }

    @Test
    void asksForTheRestOfTheSameUploadWhenAConnectionBreaks() throws IOException {
        var open = new FeedStore(objects).open(new FeedReference("bucket", "breaks", "tag", null, null));

        try (var stream = open.stream()) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(CONTENT);
        }
        assertThat(requests).containsExactly("GET null \"tag\"", "GET bytes=" + HALF + "- \"tag\"");
    }

    @Test
    void readsBytesAsTheyCome() throws IOException {
        var request = GetObjectRequest.builder().bucket("bucket").key("waits").build();

        try (var stream = objects.read(request)) {
            assertThat(stream.readNBytes(HALF)).hasSize(HALF);
            readerHasBegun.countDown();
            assertThat(stream.readAllBytes()).hasSize(CONTENT.length() - HALF);
        }
    }

    @Test
    void sendsTheSameAgainWhenS3IsBusy() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "before" + CONTENT + "behind");
        var piece = ObjectContent.of("text/plain", file, 6, CONTENT.length());

        objects.write(new ObjectName("bucket", "refuses-once"), piece);

        assertThat(written).hasSize(2);
        assertThat(written)
                .allSatisfy(body -> assertThat(body).contains(CONTENT).doesNotContain("before", "behind"));
    }

    private void breakHalfWay(HttpExchange exchange) throws IOException {
        note(exchange);
        var bytes = CONTENT.getBytes(StandardCharsets.UTF_8);
        var range = exchange.getRequestHeaders().getFirst("Range");
        exchange.getResponseHeaders().set("ETag", "\"tag\"");
        if (range == null) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, HALF);
            exchange.getResponseBody().flush();
            // what is promised and does not come breaks the connection
            exchange.close();
            return;
        }
        try (exchange) {
            exchange.sendResponseHeaders(206, bytes.length - HALF);
            exchange.getResponseBody().write(bytes, HALF, bytes.length - HALF);
        }
    }

    private void waitHalfWay(HttpExchange exchange) throws IOException {
        var bytes = CONTENT.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, HALF);
            exchange.getResponseBody().flush();
            readerHasBegun.await();
            exchange.getResponseBody().write(bytes, HALF, bytes.length - HALF);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuseOnce(HttpExchange exchange) throws IOException {
        written.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.getResponseHeaders().set("ETag", "\"tag\"");
        respond(exchange, written.size() == 1 ? 503 : 200);
    }

    private void respond(HttpExchange exchange, int status) throws IOException {
        note(exchange);
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private void note(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        requests.add(
                exchange.getRequestMethod() + " " + headers.getFirst("Range") + " " + headers.getFirst("If-Match"));
    }
}
