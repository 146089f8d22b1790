package dev.caravan.gateway;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the trouble of one service from becoming everybody's: no more requests at a time than it can have, and none for a
 * moment when half of them come to nothing. A service that answers is not in trouble, whatever it says.
 *
 * <p>These are steps of the route, and not Camel's circuit breaker, because that copies the exchange on each call.
 */
final class UpstreamGuard {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamGuard.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;

    /**
     * @param service name of the service, for the log
     * @param concurrent how many requests it may have at a time
     */
    UpstreamGuard(String service, int concurrent) {
        breaker = CircuitBreaker.of(
                service,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(50)
                        .minimumNumberOfCalls(20)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(PAUSE)
                        .permittedNumberOfCallsInHalfOpenState(5)
                        .writableStackTraceEnabled(false)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event ->
                        LOG.warn("Circuit of {}: {}", event.getCircuitBreakerName(), event.getStateTransition()));
        bulkhead = Bulkhead.of(
                service,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(concurrent)
                        .maxWaitDuration(PATIENCE)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    /**
     * Before the call.
     *
     * @throws ProblemException 503 when the service is to be left alone, or has enough to do
     */
    void enter(Exchange exchange) {
        if (!breaker.tryAcquirePermission()) {
            throw new ProblemException(ProxyExchange.unavailable());
        }
        if (!bulkhead.tryAcquirePermission()) {
            breaker.releasePermission();
            throw new ProblemException(Problem.unavailable(
                    "service_busy", "The service has as much to do as it can. Try again shortly.", 1));
        }
    }

    /** After a response of any kind. */
    void answered(Exchange exchange) {
        bulkhead.onComplete();
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** After a call that came to nothing. */
    void failed(Exchange exchange) {
        bulkhead.onComplete();
        breaker.onError(0, TimeUnit.NANOSECONDS, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }
}
