package dev.caravan.starter.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of a request's body when its response is made. Where some of it is still to come nothing else can follow on
 * the connection, so the response says that it will be closed. The response waits for none of it.
 */
public final class UnreadBody {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);
    private static final String LEFT = UnreadBody.class.getName() + ".left";
    private static final int ALL = -1;
    private static final int SHORT = 64 * 1024;
    private static final long ON_ITS_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long MAX_SKIPPED = 8L * 1024 * 1024;
    private static final long SKIPPING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private UnreadBody() {}

    /**
     * Whether something of the body is still to come; what has come is read. A short one that is on its way behind its headers
     * gets a moment to arrive, so that most connections can be kept.
     */
    public static boolean isLeft(HttpServletRequest request) {
        var jetty = isNone(request) ? null : ClientConnection.request(request);
        if (jetty == null) {
            return false;
        }
        if (request.getAttribute(LEFT) == null) {
            var ready = ready(jetty);
            request.setAttribute(
                    LEFT, ready != ALL && !(isShort(request) && isOnItsWay(request, jetty, SHORT - ready)));
        }
        return Boolean.TRUE.equals(request.getAttribute(LEFT));
    }

    /** Reads what has come; tells how many bytes that was, or {@link #ALL}. */
    private static int ready(Request jetty) {
        var read = 0;
        while (read < SHORT) {
            var chunk = jetty.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                break;
            }
            read += chunk.remaining();
            chunk.release();
            if (chunk.isLast()) {
                return ALL;
            }
        }
        return read;
    }

    private static boolean isOnItsWay(HttpServletRequest request, Request jetty, int most) {
        return readsToItsEnd(request, jetty, most, ON_ITS_WAY_NANOS);
    }

    /** Who asks first whether to send a body does not send it unasked. */
    private static boolean isShort(HttpServletRequest request) {
        return request.getContentLengthLong() <= SHORT && request.getHeader("Expect") == null;
    }

    /**
     * Reads on for a while after the response was sent. A server that closes a connection on which something is still coming
     * takes the response back with it (RFC 9112, section 9.6).
     */
    public static void skip(HttpServletRequest request) {
        var jetty = ClientConnection.request(request);
        if (jetty == null || request.getHeader("Expect") != null) {
            return;
        }
        var unused = readsToItsEnd(request, jetty, MAX_SKIPPED, SKIPPING_NANOS);
    }

    private static boolean readsToItsEnd(HttpServletRequest request, Request jetty, long most, long nanos) {
        var connection = ClientConnection.of(request);
        var deadline = System.nanoTime() + nanos;
        var buffer = new byte[8192];
        try {
            // it is not closed, since closing it would be the end of the request
            var body = Content.Source.asInputStream(jetty);
            for (var skipped = 0L; skipped < most; ) {
                var left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                connection.waitAtMost(left);
                var read = body.read(buffer);
                if (read < 0) {
                    return true;
                }
                skipped += read;
            }
        } catch (IOException e) {
            LOG.debug("The caller is gone, or took too long", e);
        } finally {
            connection.waitAsUsual();
        }
        return false;
    }

    private static boolean isNone(HttpServletRequest request) {
        return request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
    }
}
