package dev.caravan.starter.observability.metrics;

import dev.caravan.shared.contract.Operation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Rate, errors and duration of every operation, as {@code http_server_requests_seconds}. */
public final class OperationMetrics {
    private static final String NAME = "http.server.requests";

    private final MeterRegistry registry;
    private final ConcurrentMap<Key, Timer> timers = new ConcurrentHashMap<>();
    private final ConcurrentMap<Refusal, Counter> refusals = new ConcurrentHashMap<>();

    /** Templates and known methods only, so that no client can make new time series. */
    private record Key(String method, String uri, String operation, int status) {}

    private record Refusal(String operation, String code) {}

    /** Meters of this registry. */
    public OperationMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts a request that was served, by the path's template: null where no operation has the path. */
    public void record(
            String method, @Nullable String template, @Nullable Operation operation, int status, long nanos) {
        var key = new Key(
                operation == null ? "OTHER" : method,
                template == null ? "UNKNOWN" : template,
                operation == null ? "none" : operation.id(),
                status);
        timers.computeIfAbsent(key, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Counts a problem document by its code, which says more than its status: what was out of stock, replayed under
     * another body, or beyond a limit.
     */
    public void refused(@Nullable Operation operation, String code) {
        var key = new Refusal(operation == null ? "none" : operation.id(), code);
        refusals.computeIfAbsent(key, this::counter).increment();
    }

    private Counter counter(Refusal refusal) {
        return Counter.builder("http.server.problems")
                .description("Problem documents by operation and code")
                .tag("operation", refusal.operation())
                .tag("code", refusal.code())
                .register(registry);
    }

    private Timer timer(Key key) {
        return Timer.builder(NAME)
                .description("HTTP requests by operation")
                .tag("method", key.method())
                .tag("uri", key.uri())
                .tag("operation", key.operation())
                .tag("status", Integer.toString(key.status()))
                .tag("outcome", outcome(key.status()))
                .register(registry);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> "UNKNOWN";
        };
    }
}
