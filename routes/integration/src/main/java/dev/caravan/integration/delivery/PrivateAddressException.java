package dev.caravan.integration.delivery;

import java.net.UnknownHostException;

/** A host leads to an address that webhooks may not lead to. Which one, is not told: it is none of a client's business. */
final class PrivateAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    PrivateAddressException(String host) {
        super(host + " leads to an address that is not in the public internet");
    }
}
