package dev.caravan.starter.http.server;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets requests in to where they are served: none before the routes run, and no more at a time than can be served well. What
 * is beyond that is refused at once, so that what was let in keeps its latency. A request is let in when all of it is there:
 * no client can hold a place by being slow.
 */
final class ConcurrencyLimiter {
    private final int limit;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile State state = State.STARTING;

    private enum State {
        STARTING,
        OPEN,
        LEAVING,
        CLOSED
    }

    /** @param limit how many requests may be inside at the same time */
    ConcurrencyLimiter(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("MAX_CONCURRENT_REQUESTS must be 1 or more, not " + limit);
        }
        this.limit = limit;
    }

    /**
     * Looks whether a request that comes now would be let in, before anything is done for it.
     *
     * @throws ProblemException 503 when there is no room, or when the routes do not run
     */
    void check() {
        if (state == State.STARTING || state == State.CLOSED) {
            var word = state == State.STARTING ? "starting" : "stopping";
            throw new ProblemException(Problem.unavailable(word, "The service is " + word + ".", 1));
        }
        if (inside.get() >= limit) {
            throw new ProblemException(Problem.overloaded());
        }
    }

    /**
     * Counts a request in; each that returns normally must {@link #release}.
     *
     * @throws ProblemException 503 when there is no room
     */
    void acquire() {
        if (inside.incrementAndGet() > limit) {
            inside.decrementAndGet();
            throw new ProblemException(Problem.overloaded());
        }
    }

    void release() {
        inside.decrementAndGet();
    }

    /** How many requests are inside. */
    int inside() {
        return inside.get();
    }

    /** The routes run. */
    void open() {
        state = State.OPEN;
    }

    /** Requests are still served, but each is the last of its connection. */
    void startDraining() {
        state = State.LEAVING;
    }

    /** The routes are about to stop. */
    void close() {
        state = State.CLOSED;
    }

    /** Whether callers should take their next request elsewhere. */
    boolean isLeaving() {
        return state == State.LEAVING || state == State.CLOSED;
    }
}
