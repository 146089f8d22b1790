package dev.caravan.order;

import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;

/**
 * Lets orders of one product wait for each other here, in the order in which they came, and not in the database: there all of
 * them would wait for the same row, each with a connection that the orders of other products need.
 *
 * <p>That the stock adds up is the database's business, with the row's lock; other instances of the service have queues of their
 * own. An order of several products waits in the longest of their queues, and in one only, so that no queue waits for another.
 */
final class ProductQueues {
    private static final String QUEUE = "product_queue";

    private final int atOnce;
    private final int longest;
    private final Duration patience;
    private final Map<Long, Queue> queues = new HashMap<>();

    /**
     * @param atOnce how many orders of one product go on at a time; with two, one can be ready when the other commits
     * @param longest how many may be there, waiting and going on
     * @param patience how long an order waits
     */
    ProductQueues(int atOnce, int longest, Duration patience) {
        this.atOnce = atOnce;
        this.longest = longest;
        this.patience = patience;
    }

    /** The orders of one product. */
    private final class Queue {
        private final long product;
        private final Semaphore turn = new Semaphore(atOnce, true);
        private int members;

        Queue(long product) {
            this.product = product;
        }
    }

    /**
     * Waits until it is this order's turn, which {@link #leave} ends.
     *
     * @throws ProblemException 503 when too many are there, or the turn does not come; nothing was done
     */
    void enter(Exchange exchange) throws InterruptedException {
        var queue = join(OrderLines.products(exchange));
        exchange.setVariable(QUEUE, queue);
        if (!queue.turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            exchange.removeVariable(QUEUE);
            quit(queue);
            throw inDemand(queue.product);
        }
    }

    /** The next one's turn; does nothing for an order that has not had its own. */
    void leave(Exchange exchange) {
        var queue = exchange.getVariable(QUEUE, Queue.class);
        if (queue != null) {
            exchange.removeVariable(QUEUE);
            queue.turn.release();
            quit(queue);
        }
    }

    /** How many orders of a product are there. */
    synchronized int members(long product) {
        var queue = queues.get(product);
        return queue == null ? 0 : queue.members;
    }

    private synchronized Queue join(Set<Long> products) {
        long product =
                products.stream().max(Comparator.comparingInt(this::members)).orElseThrow();
        var queue = queues.computeIfAbsent(product, Queue::new);
        if (queue.members >= longest) {
            throw inDemand(product);
        }
        queue.members++;
        return queue;
    }

    private synchronized void quit(Queue queue) {
        queue.members--;
        if (queue.members == 0) {
            queues.remove(queue.product);
        }
    }

    private static ProblemException inDemand(long product) {
        return new ProblemException(Problem.unavailable(
                "product_in_demand", "Too many orders of product " + product + " at a time; nothing was ordered.", 1));
    }
}
