package dev.caravan.starter.observability.metrics;

import dev.caravan.shared.contract.Operation;
import dev.caravan.shared.http.ExchangeVariables;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Counts what writing operations came to, as {@code operation_outcomes_total}: the status in which a resource with a
 * status was left, such as an order that is now {@code SHIPPED}, or {@code replayed} where a response was given again.
 */
final class OperationOutcomes implements RoutePolicyFactory {
    /** A status is a word of the contract; anything else would be a label that grows without end. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]{1,32}");

    private final MeterRegistry registry;
    private final ConcurrentMap<Key, Counter> counters = new ConcurrentHashMap<>();

    private record Key(String operation, String outcome) {}

    OperationOutcomes(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeDone(Route done, Exchange exchange) {
                var operation = exchange.getVariable(ExchangeVariables.OPERATION, Operation.class);
                if (operation != null
                        && operation.id().equals(routeId)
                        && !operation.method().equals("GET")
                        && exchange.getException() == null) {
                    count(operation.id(), exchange);
                }
            }
        };
    }

    private void count(String operation, Exchange exchange) {
        if (exchange.getMessage().getHeader("Idempotent-Replayed") != null) {
            counter(operation, "replayed").increment();
        } else if (exchange.getMessage().getBody() instanceof Map<?, ?> body
                && body.get("status") instanceof String status
                && WORD.matcher(status).matches()) {
            counter(operation, status).increment();
        }
    }

    private Counter counter(String operation, String outcome) {
        return counters.computeIfAbsent(
                new Key(operation, outcome),
                key -> Counter.builder("operation.outcomes")
                        .description("Writing operations by what they came to")
                        .tag("operation", key.operation())
                        .tag("outcome", key.outcome())
                        .register(registry));
    }
}
