package dev.caravan.testing.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.shared.contract.Contract;
import dev.caravan.shared.contract.Operation;
import dev.caravan.shared.contract.Parameter;
import dev.caravan.shared.contract.RequestBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Requests that nobody may send, made out of a contract: for each operation bad tokens, paths, parameters and bodies. Each
 * must end as a 4xx problem document that tells nothing of the inside, and change nothing.
 */
public final class HostileRequests {
    private static final String[] ALL_SCOPES = {
        "catalog:write", "customers:admin", "customers:read", "orders:admin", "analytics:read", "webhooks:admin"
    };
    private static final List<String> NO_IDS =
            List.of("abc", "1.5", "-1", "0x1", "1e3", "99999999999999999999", "%EF%BC%91", "1%20", "%27%20OR%201=1--");

    private final String base;
    private final String token = LocalIssuer.shared().token("mallory", null, ALL_SCOPES);

    private HostileRequests(int port) {
        this.base = "http://localhost:" + port;
    }

    /**
     * The tests of one service.
     *
     * @param contract what the service serves
     * @param port where
     * @param state something that would differ if a request had changed anything
     */
    public static Stream<DynamicTest> against(Contract contract, int port, Supplier<Object> state) {
        var requests = new HostileRequests(port);
        return Unchanged.after(
                state,
                contract.operations().values().stream()
                        .flatMap(operation -> requests.attacks(operation).stream()
                                .map(attack -> DynamicTest.dynamicTest(
                                        operation.id() + ": " + attack.name(), () -> requests.isRefused(attack)))));
    }

    private List<Attack> attacks(Operation operation) {
        var attacks = new ArrayList<Attack>();
        tokens(operation, attacks);
        attacks.add(new Attack(
                "an unknown query parameter",
                request(operation, "?colour=red", token).build(),
                Set.of(400)));
        ids(operation, attacks);
        if (operation.body() != null) {
            bodies(operation, operation.body(), attacks);
        }
        return attacks;
    }

    private void tokens(Operation operation, List<Attack> attacks) {
        if (operation.scopes() == null) {
            return;
        }
        var issuer = LocalIssuer.shared();
        var bad = Map.of(
                "no token", "",
                "a token that is none", "rubbish",
                "an unsigned token", unsigned(issuer.issuerUrl()),
                "a token with a foreign key", issuer.forgedToken("mallory", ALL_SCOPES),
                "an expired token", issuer.expiredToken("mallory", ALL_SCOPES),
                "a token for somebody else", issuer.tokenForAudience("other", "mallory", ALL_SCOPES),
                "a token whose signature is cut off", token.substring(0, token.lastIndexOf('.') + 1));
        bad.forEach((name, bearer) ->
                attacks.add(new Attack(name, request(operation, "", bearer).build(), Set.of(401))));
        if (!operation.scopes().isEmpty()) {
            attacks.add(new Attack(
                    "a token without the scope",
                    request(operation, "", issuer.token("mallory", null)).build(),
                    Set.of(403)));
        }
    }

    private void ids(Operation operation, List<Attack> attacks) {
        operation.parameters().stream()
                .filter(parameter -> parameter.in() == Parameter.In.PATH
                        && parameter.schema().path("type").asText().equals("integer"))
                .forEach(parameter -> NO_IDS.forEach(text -> attacks.add(new Attack(
                        parameter.name() + " " + text,
                        send(operation, path(operation).replace("/1", "/" + text), token)
                                .build(),
                        Set.of(400, 404, 422)))));
    }

    private void bodies(Operation operation, RequestBody body, List<Attack> attacks) {
        var type = body.schemas().keySet().iterator().next();
        // a proxy hands bodies on unread: what they hold is refused behind it
        var read = body.schemas().values().stream().anyMatch(Objects::nonNull);
        (read ? HostileBodies.all() : Map.<String, byte[]>of())
                .forEach((name, bytes) -> attacks.add(
                        new Attack("a body of " + name, withBody(operation, type, bytes), Set.of(400, 413, 422))));
        var tooLong = " ".repeat(Math.toIntExact(body.maxBytes()) + 1).getBytes(StandardCharsets.UTF_8);
        attacks.add(new Attack("a body that is too long", withBody(operation, type, tooLong), Set.of(413)));
        attacks.add(new Attack(
                "a body of another type",
                withBody(operation, "application/xml", "<a/>".getBytes(StandardCharsets.UTF_8)),
                Set.of(415)));
    }

    private HttpRequest withBody(Operation operation, String type, byte[] body) {
        return request(operation, "", token)
                .setHeader("Content-Type", type)
                .method(operation.method(), BodyPublishers.ofByteArray(body))
                .build();
    }

    private HttpRequest.Builder request(Operation operation, String query, String bearer) {
        return send(operation, path(operation) + query, bearer);
    }

    private HttpRequest.Builder send(Operation operation, String target, String bearer) {
        var request = HttpRequest.newBuilder(URI.create(base + target))
                .header("If-Match", "*")
                .header("Idempotency-Key", UUID.randomUUID().toString());
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        if (operation.body() != null) {
            var type = operation.body().schemas().keySet().iterator().next();
            request.header("Content-Type", type);
            return request.method(operation.method(), BodyPublishers.ofString("{}"));
        }
        return request.method(operation.method(), BodyPublishers.noBody());
    }

    private static String path(Operation operation) {
        return operation.path().replaceAll("\\{[^}]+}", "1");
    }

    private void isRefused(Attack attack) throws InterruptedException {
        var response = send(attack.request());

        assertThat(attack.expected()).as("%s", response.body()).contains(response.statusCode());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body())
                .doesNotContain("Exception")
                .doesNotContain("dev.caravan")
                .doesNotContain("org.")
                .doesNotContain("SELECT");
        if (response.statusCode() == 401) {
            assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer");
        }
    }

    private static HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        // each on a connection of its own: the server may close one after what it refuses
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unsigned(String issuer) {
        var header = encode("{\"alg\":\"none\"}");
        var claims =
                encode("{\"iss\":\"%s\",\"aud\":\"caravan\",\"sub\":\"mallory\",\"scope\":\"%s\",\"exp\":4102444800}"
                        .formatted(issuer, String.join(" ", ALL_SCOPES)));
        return header + "." + claims + ".";
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
