package dev.caravan.starter.http.response;

import dev.caravan.shared.http.EntityTags;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.problem.Problem;
import dev.caravan.starter.http.ClientConnection;
import dev.caravan.starter.http.GzipCoding;
import dev.caravan.starter.http.HttpCall;
import dev.caravan.starter.http.RequestFraming;
import dev.caravan.starter.http.RequestPath;
import dev.caravan.starter.http.UnreadBody;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Writes an exchange's response: status, body and {@link ResponseHeaders}. Nothing else of an exchange leaves. */
public final class ResponseWriter {
    private static final String JSON = "application/json";
    private static final String ETAG = "ETag";
    /** What one write to the web server takes whole; it is no matter for {@link PacedOutput}. */
    private static final int SHORT = 16 * 1024;

    private final ResponsesUnderWay sending;

    /** Writes responses, and notes those that are under way. */
    public ResponseWriter(ResponsesUnderWay sending) {
        this.sending = sending;
    }

    /**
     * Writes what a route has left.
     *
     * @param made called when the response is made, and only the client is waited for; not for a stream, which is made while
     *     it is sent
     */
    public void write(Message message, HttpCall call, Runnable made) throws IOException {
        var response = call.response();
        sayWhetherConnectionEnds(call);
        for (var name : ResponseHeaders.NAMES) {
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
            var bytes = bytes(body);
            made.run();
            send(bytes, call);
        }
    }

    /** Writes what is published beside the operations, or that the caller has it already. */
    public void write(StaticResource resource, HttpCall call) throws IOException {
        var response = call.response();
        sayWhetherConnectionEnds(call);
        resource.headers().forEach(response::setHeader);
        response.setHeader(ETAG, resource.etag());
        if (isHeld(resource.etag(), call)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            tagAsHeld(call);
            return;
        }
        response.setContentType(resource.contentType());
        if (compresses(resource.bytes().length, call)) {
            markCompressed(call);
            sendAsIs(resource.compressed(), call);
        } else {
            sendAsIs(resource.bytes(), call);
        }
    }

    /** Writes a problem document (RFC 9457). */
    public void write(Problem problem, HttpCall call) throws IOException {
        var response = call.response();
        response.resetBuffer();
        problem.headers().forEach(response::setHeader);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        sayWhetherConnectionEnds(call);
        send(
                Json.write(problem.document(
                        RequestPath.reference(call.request().getRequestURI()),
                        call.trace().traceId())),
                call);
    }

    /** A connection on which the rest of a body is still to come can carry no other request. */
    public static void sayWhetherConnectionEnds(HttpCall call) {
        if (UnreadBody.isLeft(call.request())) {
            call.response().setHeader("Connection", "close");
        }
    }

    private static boolean isHeld(String etag, HttpCall call) {
        var ifNoneMatch = RequestFraming.all(call.request(), "If-None-Match");
        try {
            return ifNoneMatch != null && EntityTags.parse(ifNoneMatch).weaklyMatch(etag);
        } catch (EntityTags.MalformedException e) {
            return false; // a condition that is none
        }
    }

    private void send(byte[] bytes, HttpCall call) throws IOException {
        if (compresses(bytes.length, call)) {
            markCompressed(call);
            sendAsIs(GzipCoding.compress(bytes), call);
        } else {
            sendAsIs(bytes, call);
        }
    }

    private void sendAsIs(byte[] bytes, HttpCall call) throws IOException {
        call.response().setContentLength(bytes.length);
        if (!call.withBody()) {
            return;
        }
        if (bytes.length <= SHORT) {
            call.response().getOutputStream().write(bytes);
        } else {
            send(call, out -> out.write(bytes));
        }
    }

    private void stream(InputStream stream, HttpCall call) throws IOException {
        var compresses = compresses(Integer.MAX_VALUE, call);
        if (compresses) {
            markCompressed(call);
        }
        if (!call.withBody()) {
            return;
        }
        send(call, out -> {
            if (compresses) {
                try (var gzip = new GZIPOutputStream(out, 8192)) {
                    stream.transferTo(gzip);
                }
            } else {
                stream.transferTo(out);
            }
        });
    }

    /** What is written to a client. */
    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    private void send(HttpCall call, Content content) throws IOException {
        var out = new PacedOutput(call.response().getOutputStream(), ClientConnection.of(call.request()));
        sending.add(out);
        try {
            content.to(out);
        } finally {
            sending.remove(out);
        }
    }

    private static boolean compresses(int length, HttpCall call) {
        if (!call.publicly()
                || length <= GzipCoding.MIN_BYTES
                || !GzipCoding.helps(call.response().getContentType())) {
            return false;
        }
        call.response().addHeader("Vary", "Accept-Encoding");
        return call.gzip();
    }

    private static void markCompressed(HttpCall call) {
        var response = call.response();
        response.setHeader("Content-Encoding", "gzip");
        var etag = response.getHeader(ETAG);
        if (etag != null) {
            response.setHeader(ETAG, GzipCoding.tag(etag));
        }
    }

    /** A 304 names the representation that the caller holds, and what its choice depends on (RFC 9110, section 15.4.5). */
    private static void tagAsHeld(HttpCall call) {
        var response = call.response();
        if (response.getStatus() != HttpServletResponse.SC_NOT_MODIFIED) {
            return;
        }
        if (call.publicly()) {
            response.addHeader("Vary", "Accept-Encoding");
        }
        var etag = response.getHeader(ETAG);
        if (etag != null && GzipCoding.holds(RequestFraming.all(call.request(), "If-None-Match"), etag)) {
            response.setHeader(ETAG, GzipCoding.tag(etag));
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
