package dev.caravan.http;

import dev.caravan.edge.JsonBody;
import dev.caravan.edge.Operation;
import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import dev.caravan.edge.QuickReader;
import dev.caravan.edge.RequestBody;
import dev.caravan.edge.Variables;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Brings a request's body into an exchange: JSON as checked maps and lists, everything else as bytes. */
final class BodyReader {
    private final Map<String, QuickReader> quick;

    /** @param quick for operations whose usual bodies can be read without their schema: who reads them */
    BodyReader(Collection<QuickReader> quick) {
        this.quick = quick.stream().collect(Collectors.toUnmodifiableMap(QuickReader::operationId, reader -> reader));
    }

    /**
     * Reads the body that an operation accepts. Whatever can be refused by its headers is, before any of it is asked for.
     *
     * @param memory what the bytes are counted by
     * @throws ProblemException 400 malformed, 408 too slow, 413 too long, 415 not of an accepted type, 422 does not fit the contract
     */
    void read(
            HttpServletRequest request,
            Operation operation,
            RequestBody body,
            BodyMemory.Share memory,
            Exchange exchange) {
        var empty = request.getContentLengthLong() == 0
                || (request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null);
        if (empty && !body.required()) {
            return;
        }
        RequestFraming.checkContentCoding(request);
        var mediaType = mediaType(request.getContentType());
        if (!body.schemas().containsKey(mediaType)) {
            throw unsupported(body.schemas().keySet());
        }
        exchange.setVariable(Variables.CONTENT_TYPE, mediaType);
        var bytes = ReceivedBody.of(request, body.maxBytes(), memory);
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

    private static ProblemException unsupported(Set<String> accepted) {
        return new ProblemException(
                Problem.of(415, "unsupported_media_type", "Send the body as " + String.join(" or ", accepted) + ".")
                        .withHeader("Accept", String.join(", ", accepted)));
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
