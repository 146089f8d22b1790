package dev.caravan.gateway.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.component.aws2.ddb.Ddb2Constants;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How far the window job has got, as the job itself says in one item of the results table: every window that ends at or
 * before that time is stored and final. The item is read at most once a second, and before the windows, both consistently, so that an
 * response may say less than is true, never more. While the job stands still, so does this time.
 */
final class WindowProgress {
    /** The item's key, as the window job writes it: no window has such a sort key. */
    private static final String PARTITION = "#progress";

    private static final String SORT = "progress";
    private static final String FINAL_UP_TO = "final_up_to";
    private static final String AS_OF = "as_of";
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());
    private volatile @Nullable Instant asOf;

    /** Whether this exchange is the one that looks; the others go on with what is known. */
    boolean isToLook(Exchange exchange) {
        var now = System.nanoTime();
        var due = nextLook.get();
        return asOf == null || (now - due >= 0 && nextLook.compareAndSet(due, now + FRESH_NANOS));
    }

    void prepare(Exchange exchange) {
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(
                Ddb2Constants.KEY_CONDITIONS,
                Map.of("product_id", WindowQuery.equalTo(PARTITION), "window_start", WindowQuery.equalTo(SORT)));
        message.setHeader(Ddb2Constants.LIMIT, 1);
    }

    void keep(Exchange exchange) {
        List<Map<String, AttributeValue>> items = WindowQuery.items(exchange);
        if (!items.isEmpty()) {
            asOf = Instant.ofEpochMilli(Long.parseLong(
                    WindowQuery.attribute(items.getFirst(), FINAL_UP_TO).n()));
        }
    }

    /** Fixes what this response will say, before its windows are read. */
    void state(Exchange exchange) {
        exchange.setVariable(AS_OF, asOf);
    }

    /** The time up to which windows are final in this response, null while the job has not said any. */
    static @Nullable Instant of(Exchange exchange) {
        return exchange.getVariable(AS_OF, Instant.class);
    }

    /** Whether a window that ends then is final. */
    static boolean isFinal(@Nullable Instant asOf, Instant windowEnd) {
        return asOf != null && !windowEnd.isAfter(asOf);
    }
}
