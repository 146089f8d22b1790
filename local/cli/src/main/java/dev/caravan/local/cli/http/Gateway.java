package dev.caravan.local.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A client of the gateway. Safe for use by many threads. */
public final class Gateway implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String url;

    /** A client of the gateway at a URL. */
    public Gateway(String url) {
        this.url = url;
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param etag the entity tag, if it has one
     * @param body the body
     */
    public record Answer(int status, Optional<String> etag, String body) {

        /** The body as JSON. */
        public JsonNode json() {
            return Json.read(body);
        }
    }

    /** A request under construction: a method, a path, and what else it shall carry. */
    public final class Call {

        private final HttpRequest.Builder request;
        private final String name;

        private Call(String method, String path, HttpRequest.BodyPublisher body) {
            name = method + " " + path;
            request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(PATIENCE)
                    .method(method, body);
        }

        /** Identifies the caller. */
        public Call as(String token) {
            return with("Authorization", "Bearer " + token);
        }

        /** Adds a header. */
        public Call with(String header, String value) {
            var unused = request.setHeader(header, value);
            return this;
        }

        /**
         * Sends the request.
         *
         * @throws Failure if the gateway does not answer
         */
        public Answer send() {
            try {
                return trySend();
            } catch (IOException e) {
                throw new Failure(
                        "The gateway at " + url + " does not answer " + name + " (" + e.getMessage()
                                + "). Is Caravan up? See ./caravan status.",
                        e);
            }
        }

        /**
         * Sends the request.
         *
         * @throws IOException if the gateway does not answer
         */
        public Answer trySend() throws IOException {
            try {
                var response = http.send(request.build(), BodyHandlers.ofString());
                return new Answer(response.statusCode(), response.headers().firstValue("ETag"), response.body());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure("Interrupted.", e);
            }
        }
    }

    /** A GET. */
    public Call get(String path) {
        return new Call("GET", path, BodyPublishers.noBody());
    }

    /** A DELETE. */
    public Call delete(String path) {
        return new Call("DELETE", path, BodyPublishers.noBody());
    }

    /** A POST of JSON. */
    public Call post(String path, Object body) {
        return json("POST", path, body);
    }

    /** A PATCH with JSON. */
    public Call patch(String path, Object body) {
        return json("PATCH", path, body);
    }

    private Call json(String method, String path, Object body) {
        return new Call(method, path, BodyPublishers.ofString(body instanceof String text ? text : Json.line(body)))
                .with("Content-Type", "application/json");
    }

    @Override
    public void close() {
        http.close();
    }
}
