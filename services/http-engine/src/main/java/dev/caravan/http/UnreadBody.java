package dev.caravan.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of a request's body when its response is made. Where some of it is still to come nothing else can follow on
 * the connection, so the response says that it will be closed. The response waits for none of it.
 */
final class UnreadBody {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);
    private static final int MAX_READY = 64 * 1024;
    private static final long MAX_SKIPPED = 8L * 1024 * 1024;
    private static final long SKIPPING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private UnreadBody() {}

    /** Whether something of the body is still to come; what has come is read. */
    static boolean isLeft(HttpServletRequest request) {
        var jetty = isNone(request) ? null : ClientConnection.request(request);
        if (jetty == null) {
            return false;
        }
        for (var read = 0; read < MAX_READY; ) {
            var chunk = jetty.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return true;
            }
            read += chunk.remaining();
            chunk.release();
            if (chunk.isLast()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads on for a while after the response was sent. A server that closes a connection on which something is still coming
     * takes the response back with it (RFC 9112, section 9.6).
     */
    static void skip(HttpServletRequest request) {
        var jetty = ClientConnection.request(request);
        // who asks first whether to send the body does not send it after a refusal
        if (jetty == null || request.getHeader("Expect") != null) {
            return;
        }
        var connection = ClientConnection.of(request);
        var deadline = System.nanoTime() + SKIPPING_NANOS;
        var buffer = new byte[8192];
        try (var body = Content.Source.asInputStream(jetty)) {
            var skipped = 0L;
            for (var read = 0; read >= 0 && skipped < MAX_SKIPPED; skipped += read) {
                var left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                connection.waitAtMost(left);
                read = body.read(buffer);
            }
        } catch (IOException e) {
            LOG.debug("The caller is gone, or took too long", e);
        } finally {
            connection.waitAsUsual();
        }
    }

    private static boolean isNone(HttpServletRequest request) {
        return request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
    }
}
