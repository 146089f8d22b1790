package dev.caravan.http;

import dev.caravan.edge.FieldError;
import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        var bytes = ByteBuffer.allocate(text.length() * 3);
        var i = 0;
        while (i < text.length()) {
            var c = text.charAt(i);
            if (c == '%') {
                var high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                var low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw invalid(text, "invalid_encoding", "is not percent-encoded as it should be");
                }
                bytes.put((byte) (high << 4 | low));
                i += 3;
            } else {
                bytes.put(c == '+' ? new byte[] {' '} : String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                i++;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw invalid(text, "invalid_encoding", "is not UTF-8");
        }
    }

    private static ProblemException invalid(String name, String code, String detail) {
        return new ProblemException(Problem.badRequest("invalid_parameter", "The query string cannot be understood.")
                .withErrors(List.of(new FieldError("query/" + name, code, detail))));
    }
}
