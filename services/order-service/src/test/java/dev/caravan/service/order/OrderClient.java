package dev.caravan.service.order;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** Speaks to the order service as one caller. */
record OrderClient(int port, String token) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** What came back. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return response.body();
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        long id() {
            return json().get("id").asLong();
        }
    }

    Answer place(String body) {
        return place(UUID.randomUUID().toString(), body);
    }

    Answer place(String key, String body) {
        return send("POST", "/orders", body, "Idempotency-Key", key, "Content-Type", "application/json");
    }

    Answer order(long customer, long product, int quantity) {
        return place("{\"customer_id\":%d,\"items\":[{\"product_id\":%d,\"quantity\":%d}]}"
                .formatted(customer, product, quantity));
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer move(long order, String status) {
        return move(order, status, "*");
    }

    Answer move(long order, String status, String ifMatch) {
        return send(
                "PATCH",
                "/orders/" + order,
                "{\"status\":\"" + status + "\"}",
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                ifMatch);
    }

    Answer send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + path, e);
        }
    }
}
