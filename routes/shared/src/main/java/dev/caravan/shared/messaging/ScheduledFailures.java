package dev.caravan.shared.messaging;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * What is said of a scheduled run that failed: one line with the cause, since it is tried again and a store or broker that is away
 * fails it again and again. The trace is there for whoever turns the logger's level to DEBUG.
 */
public final class ScheduledFailures implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledFailures.class);

    @Override
    public void handleException(Throwable failure) {
        handleException("", null, failure);
    }

    @Override
    public void handleException(String message, Throwable failure) {
        handleException(message, null, failure);
    }

    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, Throwable failure) {
        var route = exchange == null ? null : exchange.getFromRouteId();
        LOG.warn(
                "{} failed and will be tried again: {}",
                route == null ? "A scheduled run" : route,
                NestedExceptionUtils.getMostSpecificCause(failure).toString());
        LOG.debug("Trace of the failure", failure);
    }
}
