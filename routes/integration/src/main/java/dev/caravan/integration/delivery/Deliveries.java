package dev.caravan.integration.delivery;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;

/** How many deliveries this instance has under way, and how many of them tell of their results at a time. */
public final class Deliveries {
    /** A delivery is a socket and some kilobytes while its receiver thinks. */
    private static final int MOST = 1_000;

    /** How many are claimed at a time: what is claimed is sent well within the time that it is set aside for. */
    private static final int CLAIM = 200;

    /** Fewer than there are connections to the database: what ends together does not keep the API and the next claim waiting. */
    private static final int RECORDERS = 4;

    private static final String RECORDS = "delivery_records";

    private final Semaphore recorders = new Semaphore(RECORDERS, true);
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

    /** Waits for its turn to tell of its result; leaves in the variable {@code more} whether another delivery is wanted then. */
    public void beforeRecord(Exchange exchange) throws InterruptedException {
        recorders.acquire();
        exchange.setProperty(RECORDS, true);
        exchange.setVariable("more", !exchange.getContext().isStopping());
    }

    /** Leaves in the body the row of the delivery that was taken next, or nothing. */
    public void next(Exchange exchange) {
        release(exchange);
        var rows = exchange.getMessage().getBody(List.class);
        exchange.getMessage().setBody(rows.isEmpty() ? null : rows.getFirst());
    }

    /** No other follows, whatever the reason. */
    public void done(Exchange exchange) {
        release(exchange);
        underWay.decrementAndGet();
    }

    private void release(Exchange exchange) {
        if (exchange.removeProperty(RECORDS) != null) {
            recorders.release();
        }
    }
}
