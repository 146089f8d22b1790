package dev.caravan.testing.contract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and what was answered, as they were on the wire.
 *
 * @param method of the request
 * @param path of the request, still encoded
 * @param query parameters of the query string, decoded
 * @param requestType the request's media type without parameters, or null
 * @param request the request's body as far as it was read
 * @param status of the response
 * @param headers of the response, by lower-case name
 * @param responseType the response's media type without parameters, or null
 * @param response the response's body
 */
record RecordedExchange(
        String method,
        String path,
        Map<String, List<String>> query,
        @Nullable String requestType,
        String request,
        int status,
        Map<String, String> headers,
        @Nullable String responseType,
        String response) {

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    String describe() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query) + " -> " + status;
    }
}
