package dev.caravan.http;

import dev.caravan.edge.Caller;
import dev.caravan.edge.FieldError;
import dev.caravan.edge.Operation;
import dev.caravan.edge.Parameter;
import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import dev.caravan.edge.RequestValues;
import dev.caravan.edge.Variables;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Brings a request into an exchange: what the contract names, as variables, and nothing else. */
final class RequestReader {
    private static final String CONDITION = "If-None-Match";

    private final BodyReader bodies;

    RequestReader(BodyReader bodies) {
        this.bodies = bodies;
    }

    /**
     * Reads and checks everything that the operation names.
     *
     * @param memory what the bytes of a body are counted by
     * @throws ProblemException 4xx that says everything that is wrong with parameters, or with the body
     */
    void read(
            Call call,
            Operation operation,
            Map<String, String> pathVariables,
            Caller caller,
            BodyMemory.Share memory,
            Exchange exchange) {
        var request = call.request();
        refuseUnknownCondition(request, operation);
        RequestObserver.enter(request, exchange, operation);
        exchange.setVariable(Variables.OPERATION, operation);
        exchange.setVariable(Variables.CALLER, caller);
        exchange.setVariable(Variables.CALLER_SUBJECT, caller.subject());
        exchange.setVariable(Variables.PATH, request.getRequestURI());
        exchange.setVariable(Variables.QUERY, request.getQueryString());
        exchange.setVariable(Variables.TRACEPARENT, call.trace().traceparent());
        exchange.setVariable(Variables.REQUEST_ID, call.requestId());

        var values = new RequestValues(operation);
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
