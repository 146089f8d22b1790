package dev.caravan.starter.http.request;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/** Proactive content negotiation (RFC 9110, section 12.5.1), as far as one representation needs it. */
public final class AcceptHeader {
    private AcceptHeader() {}

    /**
     * Lets a request pass whose caller takes what the operation produces.
     *
     * @throws ProblemException 406 when nothing that the operation produces is acceptable to the caller
     */
    public static void check(@Nullable String header, List<String> produces) {
        if (header == null || header.equals("*/*") || produces.isEmpty() || produces.contains(header)) {
            return;
        }
        try {
            var accepted = MimeTypeUtils.parseMimeTypes(header);
            for (var type : produces) {
                var produced = MimeTypeUtils.parseMimeType(type);
                if (accepted.stream().anyMatch(range -> range.includes(produced))) {
                    return;
                }
            }
        } catch (InvalidMimeTypeException e) {
            throw new ProblemException(Problem.badRequest(
                    "invalid_accept", "The Accept header cannot be read; send media types such as application/json."));
        }
        throw new ProblemException(Problem.of(
                406, "not_acceptable", "This operation answers with " + String.join(" or ", produces) + "."));
    }
}
