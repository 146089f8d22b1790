package dev.caravan.shared.http;

import org.apache.camel.Processor;

/**
 * A step before a call of another service: sets the header {@code Authorization}.
 *
 * <pre>{@code
 * .process(token)
 * .to("service:{{CUSTOMER_SERVICE_URL}}")
 * .process(token.responses(200, 404))
 * }</pre>
 *
 * <p>An issuer that gives no token is an {@link java.io.IOException}: the call was not made, and may be tried again.
 */
public interface ServiceToken extends Processor {

    /**
     * A step after the call: goes on where the response has one of these statuses. Every other one says nothing of what was asked
     * for, but that the service cannot be used now, and is an {@link java.io.IOException}; after a 401 the next call gets a new token.
     */
    Processor responses(int... statuses);
}
