package dev.caravan.starter.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * Endpoints such as {@code service:http://localhost:8081?responseTimeout=3000}. Both times are in milliseconds:
 * {@code connectTimeout} (1000) and {@code responseTimeout} (3000), for which a response may stop coming.
 */
final class ServiceComponent extends DefaultComponent {
    private static final int HTTP = 80;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        var connectTimeout = getAndRemoveParameter(parameters, "connectTimeout", Long.class, 1000L);
        var responseTimeout = getAndRemoveParameter(parameters, "responseTimeout", Long.class, 3000L);
        var address = URI.create(remaining);
        if (!"http".equals(address.getScheme())
                || address.getHost() == null
                || address.getRawQuery() != null
                || address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("\"" + remaining
                    + "\" is no address of a service; write it like http://product-catalog:8080. Encryption between services is"
                    + " the network's.");
        }
        var connections = new ConnectionPool(
                address.getHost(),
                address.getPort() < 0 ? HTTP : address.getPort(),
                Duration.ofMillis(connectTimeout),
                Duration.ofMillis(responseTimeout));
        return new ServiceEndpoint(uri, this, connections, address.getRawPath().replaceFirst("/$", ""));
    }
}
