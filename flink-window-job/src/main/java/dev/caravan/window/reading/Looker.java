package dev.caravan.window.reading;

import java.util.Map;
import java.util.Set;

/** Looks at the topic from outside. */
interface Looker extends AutoCloseable {

    /**
     * What was seen.
     *
     * @param time not after it, in milliseconds of the epoch by the clock of the brokers
     * @param partitions all that the topic has
     * @param ends as in {@link Look}
     * @param nothingBehind as in {@link Look}
     */
    record Sight(long time, Set<Integer> partitions, Map<Integer, Long> ends, Map<Integer, Long> nothingBehind) {}

    /**
     * Looks.
     *
     * @return what was seen
     * @throws Exception whatever goes wrong; the next look may succeed
     */
    Sight look() throws Exception;

    /**
     * Tells how far the readers are, for the next look.
     *
     * @param next by partition the offset that is read next, below 0 for the first that there is
     */
    void readersAreAt(Map<Integer, Long> next);

    @Override
    void close();
}
