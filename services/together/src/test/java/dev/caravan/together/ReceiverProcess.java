package dev.caravan.together;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.caravan.local.part.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody's receiver of webhooks in a process of its own, so that it can be killed: what it has said yes to is on disk before. */
final class ReceiverProcess implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int HEAP_MB = 48;

    private final int port = FreePort.find();
    private final Path file;
    private @Nullable Process process;

    /**
     * A request that was said yes to.
     *
     * @param id its {@code webhook-id}
     * @param event its body
     */
    record Told(String id, JsonNode event) {
        private static Told of(String line) {
            try {
                var told = JSON.readTree(line);
                return new Told(told.path("id").asText(), told.path("event"));
            } catch (IOException e) {
                throw new UncheckedIOException(line, e);
            }
        }
    }

    ReceiverProcess() {
        try {
            file = Files.createTempFile("receiver-", ".jsonl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /** The process. */
    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[1]);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        var server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> receive(exchange, file));
        server.start(); // one request after the other
    }

    private static void receive(HttpExchange exchange, Path file) throws IOException {
        try (exchange) {
            var told = JSON.createObjectNode()
                    .put("id", exchange.getRequestHeaders().getFirst("webhook-id"))
                    .set("event", JSON.readTree(exchange.getRequestBody()));
            Files.writeString(file, told + "\n", StandardOpenOption.APPEND);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    void start() {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MB + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReceiverProcess.class.getName(),
                String.valueOf(port),
                file.toString());
        try {
            var started = new ProcessBuilder(command).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            process = started;
        } catch (IOException e) {
            throw new UncheckedIOException(command.stream().collect(joining(" ")), e);
        }
        await().atMost(Duration.ofSeconds(30)).until(this::listens);
    }

    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
            process = null;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port + "/hook";
    }

    /** What it was told so far, in its order. */
    List<Told> told() {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.map(Told::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not yet
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
