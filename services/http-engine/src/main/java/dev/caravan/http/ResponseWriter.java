package dev.caravan.http;

import dev.caravan.edge.Json;
import dev.caravan.edge.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Writes an exchange's answer: status, body and the headers on the list below. Nothing else of an exchange leaves. */
final class ResponseWriter {
    private static final String JSON = "application/json";
    private static final List<String> HEADERS = List.of(
            "ETag",
            "Location",
            "Link",
            "Cache-Control",
            "Content-Disposition",
            "Retry-After",
            "Allow",
            "WWW-Authenticate",
            "Idempotent-Replayed",
            "RateLimit",
            "RateLimit-Policy");

    void write(Message message, HttpServletResponse response, boolean withBody) throws IOException {
        for (var name : HEADERS) {
            var value = message.getHeader(name, String.class);
            if (value != null) {
                response.setHeader(name, value);
            }
        }
        var body = message.getBody();
        response.setStatus(status(message, body));
        if (body == null) {
            return;
        }
        var contentType = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        response.setContentType(contentType == null ? JSON : contentType);
        if (body instanceof InputStream stream) {
            try (stream) {
                if (withBody) {
                    stream.transferTo(response.getOutputStream());
                }
            }
            return;
        }
        send(bytes(body), response, withBody);
    }

    void write(Problem problem, String instance, String traceId, HttpServletResponse response, boolean withBody)
            throws IOException {
        response.resetBuffer();
        problem.headers().forEach(response::setHeader);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        send(Json.write(problem.document(instance, traceId)), response, withBody);
    }

    private static void send(byte[] bytes, HttpServletResponse response, boolean withBody) throws IOException {
        response.setContentLength(bytes.length);
        if (withBody) {
            response.getOutputStream().write(bytes);
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
