package dev.caravan.starter.http;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Headers that say how a message is to be read. Where a request says it twice, two servers may each believe another one: it
 * is refused (RFC 9110, section 5.3). So is a coding that is not undone here.
 */
public final class RequestFraming {
    /** Headers of which a request has one, and that are looked at here. */
    private static final List<String> ONCE =
            List.of("Content-Type", "Idempotency-Key", "Origin", "Access-Control-Request-Method", "Expect");

    private RequestFraming() {}

    /**
     * Lets a request pass that can be read in one way only.
     *
     * @throws ProblemException 400 for another
     */
    public static void check(HttpServletRequest request) {
        for (var name : ONCE) {
            var values = request.getHeaders(name);
            if (values.hasMoreElements()) {
                values.nextElement();
                if (values.hasMoreElements()) {
                    throw new ProblemException(
                            Problem.badRequest("repeated_header", "The header " + name + " may be sent once."));
                }
            }
        }
        var transfer = all(request, "Transfer-Encoding");
        if (transfer != null && !transfer.equalsIgnoreCase("chunked")) {
            throw new ProblemException(Problem.badRequest(
                    "unsupported_transfer_encoding", "The only transfer coding that is understood is chunked."));
        }
    }

    /**
     * Lets a body pass that is not coded.
     *
     * @throws ProblemException 415 for another
     */
    public static void checkContentCoding(HttpServletRequest request) {
        var coding = all(request, "Content-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    Problem.of(415, "unsupported_content_encoding", "Send the body as it is, without compression.")
                            .withHeader("Accept-Encoding", "identity"));
        }
    }

    /** All lines of a header as one; null where there is none. */
    public static @Nullable String all(HttpServletRequest request, String name) {
        var values = request.getHeaders(name);
        if (!values.hasMoreElements()) {
            return null;
        }
        var first = values.nextElement();
        return values.hasMoreElements() ? first + ", " + String.join(", ", Collections.list(values)) : first;
    }
}
