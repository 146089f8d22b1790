package dev.caravan.starter.http.request;

import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.starter.http.PercentEncoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query string; a parameter that is sent twice and may not be, or is no UTF-8, is refused rather than guessed at.
 */
final class QueryString {
    private QueryString() {}

    /**
     * The values of each parameter, in the order in which they were sent.
     *
     * @param mayRepeat which parameters may be sent several times
     * @throws ProblemException 400 that names the parameter
     */
    static Map<String, List<String>> parse(@Nullable String query, Predicate<String> mayRepeat) {
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        var parameters = new LinkedHashMap<String, List<String>>();
        for (var pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            var equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            var values = parameters.computeIfAbsent(name, first -> new ArrayList<>());
            values.add(value);
            if (values.size() > 1 && !mayRepeat.test(name)) {
                throw invalid(name, "repeated_parameter", "must be sent once");
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw invalid(text, "invalid_encoding", "must be percent-encoded UTF-8 where it is not ASCII");
        }
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
