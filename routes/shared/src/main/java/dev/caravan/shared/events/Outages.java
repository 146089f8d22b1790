package dev.caravan.shared.events;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.kafka.common.errors.RetriableException;

/** Tells a failure of the event's from one of what the route needs, which passes. */
final class Outages {
    /**
     * Classes of SQLSTATE: connection, transaction rolled back, resources, operator intervention; and the codes of locks that were
     * not to be had in time.
     */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "57");

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Outages() {}

    /** Whether the exchange failed because a store, a broker or another service is away or overloaded. */
    static boolean caused(Exchange exchange) {
        for (Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
                cause != null;
                cause = cause.getCause()) {
            if (isOutage(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(Throwable cause) {
        return switch (cause) {
            case SQLTransientException transients -> true;
            case SQLException refused -> {
                var state = refused.getSQLState();
                yield state != null
                        && (state.equals(LOCK_NOT_AVAILABLE)
                                || (state.length() == 5 && CLASSES.contains(state.substring(0, 2))));
            }
            case RetriableException broker -> true;
            case IOException network -> true;
            default -> false;
        };
    }
}
