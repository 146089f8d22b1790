package dev.caravan.gateway.aggregate;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The parts of one response, by their paths, fetched at the same time. */
final class AggregateParts {
    private static final String VARIABLE = "parts";

    /** Each part is fetched on a virtual thread of its own: no pool is there to run out. */
    static final ExecutorService AT_ONCE = Executors.newVirtualThreadPerTaskExecutor();

    /** Gathers the fetched parts, in whatever order they come. */
    static final AggregationStrategy GATHERED = AggregateParts::gather;

    private AggregateParts() {}

    /** A part that was fetched. */
    static AggregatePart in(Exchange exchange, String path) {
        return Objects.requireNonNull(in(exchange).get(path), path);
    }

    private static Exchange gather(@Nullable Exchange gathered, Exchange fetched) {
        var parts = gathered == null ? new HashMap<String, AggregatePart>() : in(gathered);
        var part = AggregatePart.in(fetched);
        parts.put(part.path(), part);
        fetched.setVariable(VARIABLE, parts);
        return fetched;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, AggregatePart> in(Exchange exchange) {
        return exchange.getVariable(VARIABLE, Map.class);
    }
}
