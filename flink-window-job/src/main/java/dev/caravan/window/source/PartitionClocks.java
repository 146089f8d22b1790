package dev.caravan.window.source;

import dev.caravan.window.event.PartitionTime;
import java.util.Arrays;

/** The clocks of the partitions that one source task reads, by the partitions' numbers. They never go back. */
final class PartitionClocks {

    /** The clock of a partition that is not read here. */
    private static final long NOT_HERE = Long.MAX_VALUE;

    private long[] clocks = new long[0];

    /** Moves the clock of a partition, which is read here from now on. */
    void advance(int partition, long time) {
        if (partition >= clocks.length) {
            int before = clocks.length;
            clocks = Arrays.copyOf(clocks, partition + 1);
            Arrays.fill(clocks, before, clocks.length, NOT_HERE);
        }
        if (clocks[partition] == NOT_HERE || clocks[partition] < time) {
            clocks[partition] = time;
        }
    }

    /** The slowest clock: {@link PartitionTime#UNKNOWN} if some partition has told nothing, the largest time if there is none. */
    long slowest() {
        long slowest = NOT_HERE;
        for (long clock : clocks) {
            slowest = Math.min(slowest, clock);
        }
        return slowest;
    }
}
