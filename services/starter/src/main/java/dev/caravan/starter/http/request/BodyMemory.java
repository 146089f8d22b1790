package dev.caravan.starter.http.request;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what the bodies of all requests hold at a time, those that are still being received among them: receiving takes no
 * place of those that are served, so that nothing else bounds it.
 */
public final class BodyMemory {
    private final long limit;
    private final AtomicLong held = new AtomicLong();

    /**
     * Memory for the bodies of all requests together.
     *
     * @param limit in bytes
     */
    public BodyMemory(long limit) {
        this.limit = limit;
    }

    /** What one request holds, until it is closed. */
    public Share share() {
        return new Share();
    }

    long held() {
        return held.get();
    }

    /** The part of one request. */
    public final class Share implements AutoCloseable {
        private long taken;

        private Share() {}

        /**
         * Takes more.
         *
         * @throws ProblemException 503 when there is no more
         */
        void take(long bytes) {
            if (held.addAndGet(bytes) > limit) {
                held.addAndGet(-bytes);
                throw new ProblemException(Problem.overloaded());
            }
            taken += bytes;
        }

        @Override
        public void close() {
            held.addAndGet(-taken);
            taken = 0;
        }
    }
}
