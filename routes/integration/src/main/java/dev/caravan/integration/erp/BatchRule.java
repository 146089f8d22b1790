package dev.caravan.integration.erp;

import java.time.Duration;

/**
 * When the orders that wait become a file.
 *
 * @param size how many orders a file has at most; with so many it is made at once
 * @param interval how long an order waits at most for others to come
 */
public record BatchRule(int size, Duration interval) {

    /** Checks that files can come about. */
    public BatchRule {
        if (size < 1 || interval.isNegative()) {
            throw new IllegalArgumentException(
                    "A file of " + size + " orders after " + interval + " never comes about");
        }
    }

    /**
     * Whether a file is made now.
     *
     * @param waiting how many orders wait
     * @param longest how long the first of them does
     */
    boolean isComplete(int waiting, Duration longest) {
        return waiting >= size || (waiting > 0 && longest.compareTo(interval) >= 0);
    }
}
