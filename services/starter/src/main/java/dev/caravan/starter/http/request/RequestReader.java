package dev.caravan.starter.http.request;

import dev.caravan.shared.contract.Operation;
import dev.caravan.shared.contract.Parameter;
import dev.caravan.shared.contract.ParameterValues;
import dev.caravan.shared.http.Caller;
import dev.caravan.shared.http.ExchangeVariables;
import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.starter.http.HttpCall;
import dev.caravan.starter.http.RequestFraming;
import dev.caravan.starter.http.RequestSpanFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Brings a request into an exchange: what the contract names, as variables, and nothing else. */
public final class RequestReader {
    private static final String CONDITION = "If-None-Match";

    private final RequestBodyReader bodies;

    /** Reads bodies by this reader. */
    public RequestReader(RequestBodyReader bodies) {
        this.bodies = bodies;
    }

    /**
     * Reads and checks everything that the operation names.
     *
     * @param memory what the bytes of a body are counted by
     * @throws ProblemException 4xx that says everything that is wrong with parameters, or with the body
     */
    public void read(
            HttpCall call,
            Operation operation,
            Map<String, String> pathVariables,
            Caller caller,
            BodyMemory.Share memory,
            Exchange exchange) {
        var request = call.request();
        refuseUnknownCondition(request, operation);
        RequestSpanFilter.enter(request, exchange, operation);
        exchange.setVariable(ExchangeVariables.OPERATION, operation);
        exchange.setVariable(ExchangeVariables.CALLER, caller);
        exchange.setVariable(ExchangeVariables.CALLER_SUBJECT, caller.subject());
        exchange.setVariable(ExchangeVariables.PATH, request.getRequestURI());
        exchange.setVariable(ExchangeVariables.QUERY, request.getQueryString());
        exchange.setVariable(ExchangeVariables.TRACEPARENT, call.trace().traceparent());
        exchange.setVariable(ExchangeVariables.REQUEST_ID, call.requestId());

        var values = new ParameterValues(operation);
        var query = QueryString.parse(
                request.getQueryString(),
                name -> operation.parameters().stream()
                        .anyMatch(parameter ->
                                parameter.isList() && parameter.name().equals(name)));
        values.refuseUnknown(query.keySet());
        for (var parameter : operation.parameters()) {
            values.read(parameter, sent(parameter, request, pathVariables, query));
        }
        values.finish().forEach(exchange::setVariable);

        var body = operation.body();
        if (body != null) {
            bodies.read(request, operation, body, memory, exchange);
        }
    }

    /** What changes something must not be done when the condition is false (RFC 9110, section 13.1.2), whoever overlooks it. */
    private static void refuseUnknownCondition(HttpServletRequest request, Operation operation) {
        var reads = operation.method().equals("GET");
        if (!reads && request.getHeader(CONDITION) != null) {
            throw new ProblemException(Problem.badRequest(
                    "unsupported_condition", CONDITION + " is not looked at by this operation, so nothing was done."));
        }
    }

    private static List<String> sent(
            Parameter parameter,
            HttpServletRequest request,
            Map<String, String> pathVariables,
            Map<String, List<String>> query) {
        return switch (parameter.in()) {
            case PATH -> present(pathVariables.get(parameter.name()));
            case QUERY -> query.getOrDefault(parameter.name(), List.of());
            case HEADER -> present(header(request, parameter.name()));
        };
    }

    private static List<String> present(@Nullable String text) {
        return text == null ? List.of() : List.of(text);
    }

    private static @Nullable String header(HttpServletRequest request, String name) {
        var joined = RequestFraming.all(request, name);
        if (joined == null) {
            return null;
        }
        // header bytes beyond ASCII arrive as ISO 8859-1; nothing in a contract needs them
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(joined)) {
            throw new ProblemException(Problem.badRequest("invalid_parameter", "A header is not plain ASCII.")
                    .withErrors(List.of(new FieldError("header/" + name, "invalid_character", "must be plain ASCII"))));
        }
        return joined;
    }
}
