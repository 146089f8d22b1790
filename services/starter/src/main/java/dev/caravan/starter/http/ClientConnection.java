package dev.caravan.starter.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletApiRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The connection that a request came by, as far as the servlet API does not show it. */
public final class ClientConnection {
    private final @Nullable EndPoint endPoint;
    private final long usual;
    private boolean changed;

    /** A connection that gives up on a body whose framing comes too slowly; whoever reads it sees no more than its end. */
    public interface SlowLines {
        /** Whether it has given up on the body that is being read. */
        boolean gaveUp();
    }

    private ClientConnection(@Nullable EndPoint endPoint) {
        this.endPoint = endPoint;
        this.usual = endPoint == null ? 0 : endPoint.getIdleTimeout();
    }

    /** The connection that this request came by. */
    public static ClientConnection of(HttpServletRequest request) {
        var jetty = request(request);
        return new ClientConnection(
                jetty == null
                        ? null
                        : jetty.getConnectionMetaData().getConnection().getEndPoint());
    }

    /** The web server's own request; null where there is no web server, as in a test. */
    static @Nullable Request request(HttpServletRequest request) {
        var inner = request;
        while (inner instanceof HttpServletRequestWrapper wrapper) {
            inner = (HttpServletRequest) wrapper.getRequest();
        }
        return inner instanceof ServletApiRequest jetty ? jetty.getRequest() : null;
    }

    /** From now on a read for which nothing comes for so long fails with a {@code TimeoutException} as its cause. */
    public void waitAtMost(long nanos) {
        if (endPoint != null) {
            endPoint.setIdleTimeout(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
            changed = true;
        }
    }

    /** Ends what {@link #waitAtMost} began. */
    public void waitAsUsual() {
        if (endPoint != null && changed) {
            endPoint.setIdleTimeout(usual);
        }
    }

    /** Whether the body ended because lines between its chunks, or behind them, came too slowly. */
    public boolean gaveUpOnSlowLines() {
        return endPoint != null && endPoint.getConnection() instanceof SlowLines lines && lines.gaveUp();
    }

    /** Ends the connection at once; whoever reads or writes on it fails. */
    public void cut(Throwable cause) {
        if (endPoint != null) {
            endPoint.close(cause);
        }
    }
}
