package dev.caravan.testing.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.shared.contract.Contract;
import dev.caravan.shared.contract.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Headers that try to steer Camel, Kafka or the HTTP server from outside: they change nothing and never come back. */
public final class HostileHeaders {
    private static final String MARK = "steered-4711";
    private static final List<String> NAMES = List.of(
            "CamelHttpUri",
            "camelhttpmethod",
            "CaMeLHttpPath",
            "CamelHttpResponseCode",
            "CamelSqlQuery",
            "camelSQLparameters",
            "CamelAwsDdbTableName",
            "CamelFileName",
            "CamelToEndpoint",
            "kafka.OVERRIDE_TOPIC",
            "KAFKA.KEY",
            "kafka.PARTITION_KEY",
            "JMSCorrelationID",
            "breadcrumbId",
            "X-HTTP-Method-Override",
            "X-HTTP-Method",
            "X-Method-Override",
            "X-Original-URL",
            "X-Rewrite-URL",
            "X-Forwarded-Prefix",
            "Forwarded",
            "caller",
            "id");

    private HostileHeaders() {}

    /** A test for each operation of a service. */
    public static Stream<DynamicTest> against(Contract contract, int port) {
        return contract.operations().values().stream()
                .map(operation -> DynamicTest.dynamicTest(
                        operation.id(), () -> changeNothing(operation, "http://localhost:" + port)));
    }

    private static void changeNothing(Operation operation, String base) {
        var token = LocalIssuer.shared().token("mallory", null);
        var plain = send(operation, base, token, false);
        var steered = send(operation, base, token, true);

        assertThat(steered.statusCode()).isEqualTo(plain.statusCode());
        assertThat(steered.body()).doesNotContain(MARK).doesNotContain(token);
        assertThat(steered.headers().map().keySet())
                .isEqualTo(plain.headers().map().keySet());
        assertThat(steered.headers().map().values())
                .allSatisfy(
                        values -> assertThat(values).noneMatch(value -> value.contains(MARK) || value.contains(token)));
    }

    private static HttpResponse<String> send(Operation operation, String base, String token, boolean steer) {
        var request = HttpRequest.newBuilder(URI.create(base + operation.path().replaceAll("\\{[^}]+}", "987654321")))
                .header("Authorization", "Bearer " + token)
                .header("If-Match", "*");
        if (steer) {
            NAMES.forEach(name -> request.header(name, MARK));
            request.setHeader("X-HTTP-Method-Override", "DELETE");
        }
        request.method(
                operation.method(), operation.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString("{"));
        if (operation.body() != null) {
            request.header(
                    "Content-Type",
                    operation.body().schemas().keySet().iterator().next());
        }
        // each on a connection of its own: the server may close one after what it refuses
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
