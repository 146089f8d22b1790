package dev.caravan.local.cli.listen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Listens on a free port of the loopback address, and looks at each request as a receiver of Standard Webhooks has to. */
public final class WebhookReceiver implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Printer printer;
    private final @Nullable URI forward;
    /** The first request may come before the response that tells the secret. */
    private final CompletableFuture<Webhook> verifier = new CompletableFuture<>();

    /** Is told of each request whose signature matches. */
    @FunctionalInterface
    public interface Printer {
        /**
         * A request.
         *
         * @param body as it came
         * @param event the body as JSON
         * @param outcome what became of it where it is handed on, else empty
         */
        void print(String body, JsonNode event, String outcome);
    }

    /**
     * Begins to listen.
     *
     * @param printer is told of each request
     * @param forward where each is handed on; null for nowhere
     * @throws Failure if there is no port
     */
    public WebhookReceiver(Printer printer, @Nullable URI forward) {
        this.printer = printer;
        this.forward = forward;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new Failure("No port can be listened on: " + e.getMessage(), e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Where requests are to be sent. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The secret that requests are signed with; until it is known they wait. */
    public void expect(String secret) {
        try {
            verifier.complete(new Webhook(secret));
        } catch (EmptyWebhookSecretException e) {
            throw new Failure("The platform gave no secret.", e);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = new HashMap<String, List<String>>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            try {
                verifier.join().verify(body, headers);
            } catch (WebhookVerificationException e) {
                System.err.println("Refused a request whose signature does not match: " + e.getMessage());
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            var status = forward == null ? 204 : handOn(forward, body, headers);
            printer.print(body, JSON.readTree(body), forward == null ? "" : "-> " + status);
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private int handOn(URI to, String body, Map<String, List<String>> headers) {
        var request = HttpRequest.newBuilder(to)
                .timeout(Duration.ofSeconds(9))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach((name, values) -> {
            if (name.startsWith("webhook-") || name.equals("content-type") || name.equals("traceparent")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            System.err.println(to + " does not answer: " + e.getMessage());
            return 502;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 503;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
