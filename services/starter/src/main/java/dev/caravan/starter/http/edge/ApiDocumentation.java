package dev.caravan.starter.http.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.shared.contract.Contract;
import dev.caravan.starter.http.response.StaticResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The published contracts: of HTTP as an OpenAPI document, of events as an AsyncAPI document, each as JSON and as YAML, and for
 * people Swagger UI from its WebJar, which needs nothing from any other server, and a page of the events.
 */
final class ApiDocumentation {
    private static final String WEBJAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String BEARER = "bearer";
    private static final Map<String, String> ASSETS = Map.of(
            "swagger-ui.css", "text/css",
            "swagger-ui-bundle.js", "application/javascript",
            "favicon-32x32.png", "image/png");
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{title}</title>
              <link rel="stylesheet" href="docs/swagger-ui.css">
              <link rel="icon" type="image/png" href="docs/favicon-32x32.png">
            </head>
            <body>
              <div id="swagger-ui"></div>
              <script src="docs/swagger-ui-bundle.js"></script>
              <script src="docs/start.js"></script>
            </body>
            </html>
            """;
    private static final String START = """
            SwaggerUIBundle({
              url: 'openapi.json',
              dom_id: '#swagger-ui',
              deepLinking: true,
              validatorUrl: null,
              presets: [SwaggerUIBundle.presets.apis],
              layout: 'BaseLayout'
            });
            """;

    private ApiDocumentation() {}

    /**
     * What to publish, by path.
     *
     * @param issuerUrl who gives out the tokens that the operations need
     */
    static Map<String, StaticResource> of(Contract contract, String issuerUrl) {
        var document = document(contract, issuerUrl);
        var events = EventContract.load();
        var published = new LinkedHashMap<String, StaticResource>();
        published.putAll(PublishedDocument.of("/openapi", document));
        published.putAll(PublishedDocument.of("/asyncapi", events));
        var version = webJarVersion();
        if (version != null) {
            var safe = Map.of(
                    "Cache-Control",
                    "public, no-cache",
                    "Content-Security-Policy",
                    policy(issuerUrl),
                    "Referrer-Policy",
                    "no-referrer");
            var title = document.path("info").path("title").asText();
            published.put(
                    "/docs", new StaticResource("text/html; charset=utf-8", PAGE.replace("{title}", title), safe));
            published.put("/docs/events", new StaticResource("text/html; charset=utf-8", EventPage.of(events), safe));
            published.put("/docs/start.js", new StaticResource("application/javascript", START, safe));
            ASSETS.forEach((name, type) -> published.put(
                    "/docs/" + name,
                    new StaticResource(
                            type, read("META-INF/resources/webjars/swagger-ui/" + version + "/" + name), safe)));
        }
        return Map.copyOf(published);
    }

    /** The contract as callers need it: with the issuer that is in use, and a token that can be typed in. */
    private static ObjectNode document(Contract contract, String issuerUrl) {
        var document = (ObjectNode) contract.document().deepCopy();
        var schemes = document.withObject("/components/securitySchemes");
        schemes.properties().forEach(scheme -> {
            if (scheme.getValue() instanceof ObjectNode object && object.has("openIdConnectUrl")) {
                object.put("openIdConnectUrl", issuerUrl + "/.well-known/openid-configuration");
            }
        });
        schemes.putObject(BEARER)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", "A token of the OpenID Connect issuer, without the word Bearer.");
        document.path("paths").forEach(path -> path.forEach(ApiDocumentation::acceptBearer));
        acceptBearer(document);
        return document;
    }

    private static void acceptBearer(JsonNode holder) {
        if (holder.path("security") instanceof ArrayNode alternatives && !alternatives.isEmpty()) {
            var scopes = alternatives.get(0).iterator().next().deepCopy();
            alternatives.addObject().set(BEARER, scopes);
        }
    }

    /** Only what this server sends may run in the page; Swagger UI styles its elements in place. */
    private static String policy(String issuerUrl) {
        var issuer = URI.create(issuerUrl);
        return "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                + "font-src 'self' data:; connect-src 'self' " + issuer.getScheme() + "://" + issuer.getRawAuthority()
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static @Nullable String webJarVersion() {
        try (var stream = open(WEBJAR)) {
            if (stream == null) {
                return null;
            }
            var properties = new Properties();
            properties.load(new InputStreamReader(stream, StandardCharsets.ISO_8859_1));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(WEBJAR, e);
        }
    }

    private static byte[] read(String resource) {
        try (var stream = open(resource)) {
            if (stream == null) {
                throw new IllegalStateException("The WebJar of Swagger UI lacks " + resource);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static @Nullable InputStream open(String resource) {
        return ApiDocumentation.class.getClassLoader().getResourceAsStream(resource);
    }
}
