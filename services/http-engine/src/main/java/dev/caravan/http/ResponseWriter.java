package dev.caravan.http;

import dev.caravan.edge.Json;
import dev.caravan.edge.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Writes an exchange's answer: status, body and {@link AnswerHeaders}. Nothing else of an exchange leaves. */
final class ResponseWriter {
    private static final String JSON = "application/json";
    private static final String ETAG = "ETag";
    private static final int LEFT_TO_SERVER = 4096;
    private static final long MAX_SKIPPED = 8L * 1024 * 1024;
    private static final long SKIPPING_NANOS = 5_000_000_000L;

    void write(Message message, Call call) throws IOException {
        var response = call.response();
        for (var name : AnswerHeaders.NAMES) {
            var value = message.getHeader(name, String.class);
            if (value != null) {
                response.setHeader(name, value);
            }
        }
        var body = message.getBody();
        response.setStatus(status(message, body));
        if (body == null) {
            tagAsHeld(call);
            return;
        }
        var contentType = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        response.setContentType(contentType == null ? JSON : contentType);
        if (body instanceof InputStream stream) {
            try (stream) {
                stream(stream, call);
            }
        } else {
            send(bytes(body), call);
        }
    }

    void write(Publication publication, Call call) throws IOException {
        var response = call.response();
        publication.headers().forEach(response::setHeader);
        response.setHeader(ETAG, publication.etag());
        var ifNoneMatch = call.request().getHeader("If-None-Match");
        if (ifNoneMatch != null && Gzip.untag(ifNoneMatch).contains(publication.etag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            tagAsHeld(call);
            return;
        }
        response.setContentType(publication.contentType());
        if (compresses(publication.bytes().length, call)) {
            markCompressed(call);
            sendAsIs(publication.compressed(), call);
        } else {
            sendAsIs(publication.bytes(), call);
        }
    }

    void write(Problem problem, Call call) throws IOException {
        var response = call.response();
        response.resetBuffer();
        problem.headers().forEach(response::setHeader);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        if (problem.status() != HttpServletResponse.SC_REQUEST_TIMEOUT && !skipsBody(call)) {
            response.setHeader("Connection", "close");
        }
        send(
                Json.write(problem.document(
                        call.request().getRequestURI(), call.trace().traceId())),
                call);
    }

    /**
     * Reads what is left of the body, within bounds. A server that closes a connection on which something is still coming
     * takes the answer back with it (RFC 9112, section 9.6).
     *
     * @return whether nothing is left, so that the connection can carry another request
     */
    private static boolean skipsBody(Call call) throws IOException {
        var request = call.request();
        var length = request.getContentLengthLong();
        if (length <= LEFT_TO_SERVER && request.getHeader("Transfer-Encoding") == null) {
            return true;
        }
        var body = request.getInputStream();
        var deadline = System.nanoTime() + SKIPPING_NANOS;
        var buffer = new byte[8192];
        var skipped = 0L;
        try {
            while (Math.max(length, skipped) <= MAX_SKIPPED && System.nanoTime() - deadline < 0) {
                var read = body.read(buffer);
                if (read < 0) {
                    return true;
                }
                skipped += read;
            }
        } catch (IOException e) {
            return false; // the caller is gone, or what comes is no body
        }
        return false;
    }

    private static void send(byte[] bytes, Call call) throws IOException {
        if (compresses(bytes.length, call)) {
            markCompressed(call);
            sendAsIs(Gzip.compress(bytes), call);
        } else {
            sendAsIs(bytes, call);
        }
    }

    private static void sendAsIs(byte[] bytes, Call call) throws IOException {
        call.response().setContentLength(bytes.length);
        if (call.withBody()) {
            call.response().getOutputStream().write(bytes);
        }
    }

    private static void stream(InputStream stream, Call call) throws IOException {
        var compresses = compresses(Integer.MAX_VALUE, call);
        if (compresses) {
            markCompressed(call);
        }
        if (!call.withBody()) {
            return;
        }
        var out = call.response().getOutputStream();
        if (compresses) {
            try (var gzip = new GZIPOutputStream(out, 8192)) {
                stream.transferTo(gzip);
            }
        } else {
            stream.transferTo(out);
        }
    }

    private static boolean compresses(int length, Call call) {
        if (!call.publicly()
                || length <= Gzip.MIN_BYTES
                || !Gzip.helps(call.response().getContentType())) {
            return false;
        }
        call.response().addHeader("Vary", "Accept-Encoding");
        return call.gzip();
    }

    private static void markCompressed(Call call) {
        var response = call.response();
        response.setHeader("Content-Encoding", "gzip");
        var etag = response.getHeader(ETAG);
        if (etag != null) {
            response.setHeader(ETAG, Gzip.tag(etag));
        }
    }

    /** A 304 names the representation that the caller holds. */
    private static void tagAsHeld(Call call) {
        var response = call.response();
        var etag = response.getHeader(ETAG);
        if (response.getStatus() == HttpServletResponse.SC_NOT_MODIFIED
                && etag != null
                && Gzip.holds(call.request().getHeader("If-None-Match"), etag)) {
            response.setHeader(ETAG, Gzip.tag(etag));
        }
    }

    private static int status(Message message, @Nullable Object body) {
        var status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status != null) {
            return status;
        }
        return body == null ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_OK;
    }

    private static byte[] bytes(Object body) {
        return switch (body) {
            case byte[] bytes -> bytes;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> Json.write(body);
        };
    }
}
