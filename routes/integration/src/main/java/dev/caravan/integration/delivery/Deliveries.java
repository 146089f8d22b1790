package dev.caravan.integration.delivery;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;

/** How many deliveries this instance has under way. */
public final class Deliveries {
    /** A delivery is a socket and some kilobytes while its receiver thinks. */
    private static final int MOST = 1_000;

    /** How many are claimed at a time: what is claimed is sent well within the time that it is set aside for. */
    private static final int CLAIM = 200;

    private final AtomicInteger underWay = new AtomicInteger();

    /** Leaves in the variable {@code most} how many may be claimed. */
    public void beforeClaim(Exchange exchange) {
        exchange.setVariable("most", Math.clamp(MOST - underWay.get(), 0, CLAIM));
    }

    /** Counts the rows in the body; with some found, the scheduler asks again at once. */
    public void claimed(Exchange exchange) {
        var count = exchange.getMessage().getBody(List.class).size();
        underWay.addAndGet(count);
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, count > 0);
    }

    /** One has ended, however it ended. */
    public void done(Exchange exchange) {
        underWay.decrementAndGet();
    }
}
