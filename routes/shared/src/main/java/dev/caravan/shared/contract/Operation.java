package dev.caravan.shared.contract;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a contract.
 *
 * @param id {@code operationId}: also the route's id and the name of its {@code direct:} endpoint
 * @param method HTTP method, upper case
 * @param path path template, such as {@code /products/{id}}
 * @param parameters path, query and header parameters; nothing else of a request is looked at
 * @param scopes scopes that the caller needs; empty for any valid token; null where no token is needed
 * @param body what the request body may be; null where there is none
 * @param produces media types of the success responses
 */
public record Operation(
        String id,
        String method,
        String path,
        List<Parameter> parameters,
        @Nullable Set<String> scopes,
        @Nullable RequestBody body,
        List<String> produces) {

    /** Name of the endpoint that serves this operation. */
    public String endpoint() {
        return "direct:" + id;
    }
}
