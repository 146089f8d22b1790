package dev.caravan.shared.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A step before a call of another service: sets the header {@code Authorization}. It is a bean of the service, such as
 * {@code customersReader}:
 *
 * <pre>{@code
 * .process("customersReader")
 * .to("service:{{CUSTOMER_SERVICE_URL}}")
 * .process(ServiceToken.responses(200, 404))
 * }</pre>
 *
 * <p>An issuer that gives no token is an {@link IOException}: the call was not made, and may be tried again.
 */
public abstract class ServiceToken implements Processor {
    private static final String USED = "service_token";
    private static final int UNAUTHORIZED = 401;

    /** A token that is good for now. */
    protected abstract String value() throws IOException;

    /** The next call gets a new one. */
    protected abstract void forget();

    @Override
    public final void process(Exchange exchange) throws IOException {
        exchange.setProperty(USED, this);
        exchange.getMessage().setHeader("Authorization", "Bearer " + value());
    }

    /**
     * A step after the call: goes on where the response has one of these statuses. Every other one says nothing of what was asked
     * for, but that the service cannot be used now, and is an {@link IOException}; after a 401 the token is forgotten.
     */
    public static Processor responses(int... statuses) {
        return exchange -> check(exchange, statuses);
    }

    private static void check(Exchange exchange, int... statuses) throws IOException {
        var message = exchange.getMessage();
        var status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (Arrays.stream(statuses).anyMatch(expected -> expected == status)) {
            return;
        }
        if (message.getBody() instanceof InputStream stream) {
            stream.close();
        }
        var token = exchange.getProperty(USED, ServiceToken.class);
        if (status == UNAUTHORIZED && token != null) {
            token.forget();
        }
        throw new IOException("A call with the service's own token (" + token + ") was answered " + status);
    }
}
