package dev.caravan.window.progress;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/** Where the job says how far it has got, so that readers of its results know what is final. */
public interface ProgressStore extends Serializable {

    /**
     * Opens it on the machine that publishes.
     *
     * @return the writer, to be closed by the caller
     */
    Writer open();

    /** Writes progress. */
    interface Writer extends AutoCloseable {

        /**
         * States that every window that ends at or before a time is final: its result is stored and will not change.
         *
         * @param finalUpTo the time in milliseconds of the epoch
         * @param countedSince when the run began that has counted these windows, its last start without state; in milliseconds
         *     of the epoch, 0 if that is not known
         * @return done when it is written
         */
        CompletableFuture<Void> write(long finalUpTo, long countedSince);

        @Override
        void close();
    }
}
