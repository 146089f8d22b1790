package dev.caravan.http;

import dev.caravan.edge.ProblemException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what the bodies of all requests hold at a time, those that are still being received among them: receiving takes no
 * place of those that are served, so that nothing else bounds it.
 */
final class BodyMemory {
    private final long limit;
    private final AtomicLong held = new AtomicLong();

    /** @param limit in bytes */
    BodyMemory(long limit) {
        this.limit = limit;
    }

    /** What one request holds, until it is closed. */
    Share share() {
        return new Share();
    }

    long held() {
        return held.get();
    }

    /** The part of one request. */
    final class Share implements AutoCloseable {
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
                throw new ProblemException(Gate.overloaded());
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
