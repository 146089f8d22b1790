package dev.caravan.http;

import dev.caravan.edge.JsonBody;
import dev.caravan.edge.Operation;
import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import dev.caravan.edge.QuickReader;
import dev.caravan.edge.RequestBody;
import dev.caravan.edge.Variables;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Brings a request's body into an exchange: JSON as checked maps and lists, everything else as bytes. */
final class BodyReader {
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final int FIRST_BUFFER = 4096;

    private final Map<String, QuickReader> quick;

    /** @param quick for operations whose usual bodies can be read without their schema: who reads them */
    BodyReader(Collection<QuickReader> quick) {
        this.quick = quick.stream().collect(Collectors.toUnmodifiableMap(QuickReader::operationId, reader -> reader));
    }

    /**
     * Reads the body that an operation accepts.
     *
     * @throws ProblemException 400 malformed, 413 too long, 415 not of an accepted type, 422 does not fit the contract
     */
    void read(HttpServletRequest request, Operation operation, RequestBody body, Exchange exchange) {
        var bytes = bytes(request, body.maxBytes());
        if (bytes.length == 0 && !body.required()) {
            return;
        }
        refuseCoded(request.getHeader("Content-Encoding"));
        var mediaType = mediaType(request.getContentType());
        if (!body.schemas().containsKey(mediaType)) {
            throw new ProblemException(Problem.of(
                            415,
                            "unsupported_media_type",
                            "Send the body as "
                                    + String.join(" or ", body.schemas().keySet()) + ".")
                    .withHeader("Accept", String.join(", ", body.schemas().keySet())));
        }
        exchange.setVariable(Variables.CONTENT_TYPE, mediaType);
        var json = body.schemas().get(mediaType);
        if (json == null) {
            exchange.getMessage().setBody(bytes);
        } else {
            exchange.getMessage().setBody(read(bytes, isLines(mediaType, json, bytes), operation, json));
            if (exchange.getVariable("idempotency_key") != null) {
                exchange.setVariable(Variables.REQUEST_HASH, hash(request, bytes));
            }
        }
    }

    private @Nullable Object read(byte[] bytes, boolean lines, Operation operation, JsonBody json) {
        var quickly = quick.get(operation.id());
        var known = quickly == null ? null : quickly.read(bytes, lines);
        if (known != null) {
            return known;
        }
        return lines ? json.readLines(bytes) : json.read(bytes);
    }

    /** A {@code text/plain} batch may be an array or lines, since a browser's beacon cannot say which. */
    private static boolean isLines(String mediaType, JsonBody json, byte[] bytes) {
        if (!json.isBatch()) {
            return false;
        }
        return mediaType.equals("application/x-ndjson") || (mediaType.equals("text/plain") && !isArray(bytes));
    }

    private static boolean isArray(byte[] bytes) {
        for (var b : bytes) {
            if (!Character.isWhitespace(b)) {
                return b == '[';
            }
        }
        return false;
    }

    private static byte[] bytes(HttpServletRequest request, long maxBytes) {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLong(maxBytes);
        }
        try {
            var length = request.getContentLengthLong();
            var bytes = inTime(request.getInputStream(), Math.toIntExact(length < 0 ? maxBytes + 1 : length));
            if (bytes.length > maxBytes) {
                throw tooLong(maxBytes);
            }
            return bytes;
        } catch (IOException e) {
            throw incomplete(e);
        }
    }

    /** At most so many bytes. Who sends byte by byte must not keep others out: the whole body has its time. */
    private static byte[] inTime(InputStream body, int max) throws IOException {
        var deadline = System.nanoTime() + PATIENCE_NANOS;
        var all = new byte[Math.min(FIRST_BUFFER, max)];
        var length = 0;
        while (length < max) {
            if (length == all.length) {
                all = Arrays.copyOf(all, Math.min(max, all.length * 4));
            }
            var read = body.read(all, length, Math.min(all.length, max) - length);
            if (read < 0) {
                break;
            }
            length += read;
            if (System.nanoTime() - deadline > 0) {
                throw new ProblemException(late().withHeader("Connection", "close"));
            }
        }
        return length == all.length ? all : Arrays.copyOf(all, length);
    }

    private static Problem late() {
        return Problem.of(408, "request_timeout", "The body did not come in time.");
    }

    /** The body broke off, stopped coming, or is not framed as HTTP says. */
    private static ProblemException incomplete(IOException failure) {
        return new ProblemException(
                failure.getCause() instanceof TimeoutException
                        ? late()
                        : Problem.badRequest("malformed_body", "The body is incomplete or wrongly framed."));
    }

    private static void refuseCoded(@Nullable String contentEncoding) {
        if (contentEncoding != null && !contentEncoding.equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    Problem.of(415, "unsupported_content_encoding", "Send the body as it is, without compression.")
                            .withHeader("Accept-Encoding", "identity"));
        }
    }

    private static ProblemException tooLong(long maxBytes) {
        // the rest of the body is not read, so nothing can follow it on this connection
        return new ProblemException(
                Problem.of(413, "body_too_large", "The body may have at most " + maxBytes + " bytes.")
                        .withHeader("Connection", "close"));
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        var semicolon = contentType.indexOf(';');
        var type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    private static String hash(HttpServletRequest request, byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(
                    (request.getMethod() + " " + request.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
