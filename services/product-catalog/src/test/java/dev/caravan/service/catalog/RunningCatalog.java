package dev.caravan.service.catalog;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;

/** The catalog service with a database of its own, started once for properties, which Spring's extension does not reach. */
final class RunningCatalog {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final RunningCatalog INSTANCE = start();

    private final int port;
    private final String token = LocalIssuer.shared().token("merchant", null, "catalog:write");

    private RunningCatalog(int port) {
        this.port = port;
    }

    static RunningCatalog shared() {
        return INSTANCE;
    }

    private static RunningCatalog start() {
        LocalKafka.shared().createTopic("ecom-product-events", 2);
        var settings =
                new HashMap<String, Object>(LocalPostgres.shared().newDatabase().variables("catalog"));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", LocalKafka.shared().bootstrapServers());
        settings.put("ISSUER_URL", LocalIssuer.shared().issuerUrl());
        settings.put("SERVER_PORT", 0);
        settings.put("MANAGEMENT_SERVER_PORT", 0);
        var context = new SpringApplicationBuilder(ProductCatalogService.class)
                .properties(settings)
                .run();
        return new RunningCatalog(
                ((WebServerApplicationContext) context).getWebServer().getPort());
    }

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
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer create(String body, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", "/products", body, all);
    }

    Answer patch(String path, String body, String ifMatch) {
        return send("PATCH", path, body, "Content-Type", "application/merge-patch+json", "If-Match", ifMatch);
    }

    Answer send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token);
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
