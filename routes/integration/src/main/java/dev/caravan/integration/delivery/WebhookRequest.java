package dev.caravan.integration.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request of Standard Webhooks.
 *
 * @param url where it goes
 * @param id the header {@code webhook-id}: the same for every try
 * @param at the header {@code webhook-timestamp}
 * @param signatures the header {@code webhook-signature}
 * @param payload the body, to the byte
 * @param traceparent W3C trace context of what caused the event, or null
 */
record WebhookRequest(
        String url,
        String id,
        Instant at,
        String signatures,
        String payload,
        @Nullable String traceparent) {

    /** Without what was signed: that is for the receiver alone. */
    @Override
    public String toString() {
        return "WebhookRequest[" + id + "]";
    }
}
