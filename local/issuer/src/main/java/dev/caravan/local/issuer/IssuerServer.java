package dev.caravan.local.issuer;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.caravan.local.part.PageGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The issuer's HTTP side: OpenID Connect Discovery metadata, the key set (RFC 7517) and the token endpoint for client
 * credentials (RFC 6749, section 4.4).
 */
final class IssuerServer implements AutoCloseable {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final HttpServer server;
    private final TokenMint mint;
    private final Clients clients;

    private IssuerServer(HttpServer server, TokenMint mint, Clients clients) {
        this.server = server;
        this.mint = mint;
        this.clients = clients;
    }

    /** Serves on the loopback address. */
    static IssuerServer start(int port, TokenMint mint, Clients clients) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var issuer = new IssuerServer(HttpServer.create(address, 0), mint, clients);
        issuer.serve("/.well-known/openid-configuration", issuer::metadata);
        issuer.serve("/.well-known/jwks.json", issuer::keys);
        issuer.serve("/token", issuer::token);
        issuer.serve("/", IssuerServer::nothing);
        issuer.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        issuer.server.start();
        return issuer;
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, handler).getFilters().add(PageGuard.filter());
    }

    private static void nothing(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(404, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void metadata(HttpExchange exchange) throws IOException {
        var url = mint.issuerUrl();
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("issuer", url);
        metadata.put("jwks_uri", url + "/.well-known/jwks.json");
        metadata.put("token_endpoint", url + "/token");
        metadata.put("grant_types_supported", List.of("client_credentials"));
        metadata.put("response_types_supported", List.of("token"));
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
        metadata.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"));
        metadata.put(
                "scopes_supported",
                List.of(
                        "catalog:write",
                        "customers:admin",
                        "customers:read",
                        "orders:admin",
                        "analytics:read",
                        "webhooks:admin"));
        respond(exchange, 200, JSONObjectUtils.toJSONString(metadata));
    }

    private void keys(HttpExchange exchange) throws IOException {
        respond(exchange, 200, mint.key().publicKeySet());
    }

    private void token(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            error(exchange, 405, "invalid_request");
            return;
        }
        Map<String, String> form;
        String[] credentials;
        try {
            form = form(new String(exchange.getRequestBody().readNBytes(16_384), StandardCharsets.UTF_8));
            credentials = credentials(exchange.getRequestHeaders(), form);
        } catch (IllegalArgumentException e) {
            error(exchange, 400, "invalid_request");
            return;
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            error(exchange, 400, "unsupported_grant_type");
            return;
        }
        var asked = form.getOrDefault("scope", "").strip();
        var granted = clients.grant(
                credentials[0], credentials[1], asked.isEmpty() ? List.of() : List.of(asked.split(" +", -1)));
        if (granted.isEmpty()) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"caravan\"");
            error(exchange, 401, "invalid_client");
            return;
        }
        var scopes = granted.orElseThrow();
        var body = new LinkedHashMap<String, Object>();
        body.put("access_token", mint.mint(new TokenRequest(credentials[0], credentials[0], null, scopes, LIFETIME)));
        body.put("token_type", "Bearer");
        body.put("expires_in", LIFETIME.toSeconds());
        body.put("scope", String.join(" ", scopes));
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        respond(exchange, 200, JSONObjectUtils.toJSONString(body));
    }

    /** Client id and secret, from the Authorization header (RFC 6749, section 2.3.1) or from the form. */
    private static String[] credentials(Headers headers, Map<String, String> form) {
        var header = headers.getFirst("Authorization");
        if (header == null || !header.startsWith("Basic ")) {
            return new String[] {form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", "")};
        }
        var decoded = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
        var colon = decoded.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("no colon in the credentials");
        }
        return new String[] {decode(decoded.substring(0, colon)), decode(decoded.substring(colon + 1))};
    }

    private static Map<String, String> form(String body) {
        var form = new HashMap<String, String>();
        for (var pair : body.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        respond(exchange, status, JSONObjectUtils.toJSONString(Map.of("error", code)));
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            var bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
