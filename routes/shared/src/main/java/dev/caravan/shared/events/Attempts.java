package dev.caravan.shared.events;

import org.apache.camel.Exchange;

/**
 * How often an event was tried. Camel keeps its own count in a header of the message: a route that removes the message's headers
 * would be tried for ever.
 */
final class Attempts {
    private static final String MADE = "event_attempts";
    private static final String DURING_OUTAGE = "event_attempts_during_outage";

    private Attempts() {}

    /** Tries that failed by the event itself; the first is one. */
    static int made(Exchange exchange) {
        return exchange.getProperty(MADE, 1, Integer.class);
    }

    /** Tries that failed because something is away; the first is one. */
    static int duringOutage(Exchange exchange) {
        return exchange.getProperty(DURING_OUTAGE, 1, Integer.class);
    }

    /** Before a further try. */
    static void count(Exchange exchange) {
        exchange.setProperty(MADE, made(exchange) + 1);
    }

    /** Before a further try of what may work when it is there again. */
    static void countOutage(Exchange exchange) {
        exchange.setProperty(DURING_OUTAGE, duringOutage(exchange) + 1);
    }
}
