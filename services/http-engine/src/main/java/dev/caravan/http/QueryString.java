package dev.caravan.http;

import dev.caravan.edge.FieldError;
import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a query string; a parameter that is sent twice, or is no UTF-8, is refused rather than guessed at. */
final class QueryString {
    private QueryString() {}

    static Map<String, String> parse(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            var equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (parameters.put(name, value) != null) {
                throw invalid(name, "repeated_parameter", "must be sent once");
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return PercentEncoding.decode(text.replace('+', ' '));
        } catch (PercentEncoding.MalformedException e) {
            throw invalid(text, "invalid_encoding", String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException invalid(String name, String code, String detail) {
        return new ProblemException(Problem.badRequest("invalid_parameter", "The query string cannot be understood.")
                .withErrors(List.of(new FieldError("query/" + name, code, detail))));
    }
}
