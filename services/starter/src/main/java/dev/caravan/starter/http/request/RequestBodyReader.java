package dev.caravan.starter.http.request;

import dev.caravan.shared.contract.Operation;
import dev.caravan.shared.contract.RequestBody;
import dev.caravan.shared.http.ExchangeVariables;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.shared.validation.BodySchema;
import dev.caravan.shared.validation.FastBodyReader;
import dev.caravan.starter.http.RequestFraming;
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
public final class RequestBodyReader {
    private final Map<String, FastBodyReader> quick;

    /**
     * Reads bodies by these readers where one knows the operation, otherwise by the contract's schema.
     *
     * @param quick for operations whose usual bodies can be read without their schema: who reads them
     */
    public RequestBodyReader(Collection<FastBodyReader> quick) {
        this.quick =
                quick.stream().collect(Collectors.toUnmodifiableMap(FastBodyReader::operationId, reader -> reader));
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
        exchange.setVariable(ExchangeVariables.CONTENT_TYPE, mediaType);
        var bytes = ReceivedBody.of(request, body.maxBytes(), memory);
        var json = body.schemas().get(mediaType);
        if (json == null) {
            exchange.getMessage().setBody(bytes);
        } else {
            exchange.getMessage().setBody(read(bytes, isLines(mediaType, json, bytes), operation, json));
            if (exchange.getVariable("idempotency_key") != null) {
                exchange.setVariable(ExchangeVariables.REQUEST_HASH, hash(request, bytes));
            }
        }
    }

    private @Nullable Object read(byte[] bytes, boolean lines, Operation operation, BodySchema json) {
        var quickly = quick.get(operation.id());
        var known = quickly == null ? null : quickly.read(bytes, lines);
        if (known != null) {
            return known;
        }
        return lines ? json.readLines(bytes) : json.read(bytes);
    }

    /** A {@code text/plain} batch may be an array or lines, since a browser's beacon cannot say which. */
    private static boolean isLines(String mediaType, BodySchema json, byte[] bytes) {
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
