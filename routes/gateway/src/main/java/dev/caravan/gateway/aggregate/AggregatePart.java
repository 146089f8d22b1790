package dev.caravan.gateway.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.gateway.ProxyExchange;
import dev.caravan.gateway.Upstream;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A part of a response that is put together from several services.
 *
 * @param upstream the service that has it
 * @param path where the service has it
 * @param query query string of the read, or null
 * @param content what the service said; null where it has none for the caller, or is away
 * @param problem why that is not known; null where it is
 */
record AggregatePart(
        Upstream upstream,
        String path,
        @Nullable String query,
        @Nullable JsonNode content,
        @Nullable Problem problem) {
    private static final String VARIABLE = "part";

    /** A part that is still to be fetched. */
    static AggregatePart of(Upstream upstream, String path, @Nullable String query) {
        return new AggregatePart(upstream, path, query, null, null);
    }

    /** Begins to fetch the part in the body. */
    static void request(Exchange exchange) {
        var part = exchange.getMessage().getBody(AggregatePart.class);
        exchange.setVariable(VARIABLE, part);
        ProxyExchange.get(exchange, part.path(), part.query());
    }

    static boolean isOf(Exchange exchange, Upstream upstream) {
        return in(exchange).upstream() == upstream;
    }

    static void answered(Exchange exchange) throws IOException {
        var status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        var bytes = ProxyExchange.content(exchange);
        if (status == 200) {
            set(exchange, Json.MAPPER.readTree(bytes), null);
        } else if (status != 404 && status != 410) {
            set(exchange, null, Problem.of(502, "service_failed", "The service answered with status " + status + "."));
        }
    }

    static void failed(Exchange exchange) {
        var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        set(exchange, null, failure instanceof ProblemException known ? known.problem() : ProxyExchange.badGateway());
    }

    static AggregatePart in(Exchange exchange) {
        return exchange.getVariable(VARIABLE, AggregatePart.class);
    }

    /** Whether there is no such thing, or none that the caller may see. */
    boolean isMissing() {
        return content == null && problem == null;
    }

    /** What a caller is told about a part that is not in its place. */
    static Map<String, String> warning(String pointer, Problem problem) {
        return Map.of("part", pointer, "code", problem.code(), "detail", problem.detail());
    }

    private static void set(Exchange exchange, @Nullable JsonNode content, @Nullable Problem problem) {
        var part = in(exchange);
        exchange.setVariable(VARIABLE, new AggregatePart(part.upstream(), part.path(), part.query(), content, problem));
    }
}
