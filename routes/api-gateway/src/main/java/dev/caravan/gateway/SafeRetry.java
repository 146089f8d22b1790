package dev.caravan.gateway;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.util.TimeValue;

/**
 * Sends a read once more when the connection that it went out on had just been closed, as happens when a service stops.
 * Nothing else is repeated: not what may change something, and not what was answered, be it with 503.
 */
public final class SafeRetry extends DefaultHttpRequestRetryStrategy {

    /** One more try, at once. */
    public SafeRetry() {
        super(
                1,
                TimeValue.ofMilliseconds(1),
                List.of(
                        InterruptedIOException.class,
                        UnknownHostException.class,
                        ConnectException.class,
                        NoRouteToHostException.class,
                        SSLException.class),
                List.of());
    }

    @Override
    protected boolean handleAsIdempotent(HttpRequest request) {
        return request.getMethod().equals("GET");
    }
}
