package dev.caravan.window.reading;

import dev.caravan.window.event.PartitionTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Keeps the partitions of one reader together, and near those of the others: who is too far ahead in record time is paused
 * until the slowest has come nearer.
 */
final class ReadingPace {

    private final Collection<PartitionReading> partitions;
    private final List<String> toPause = new ArrayList<>();
    private final List<String> toResume = new ArrayList<>();
    private long slowestOfAll = Long.MAX_VALUE;
    private long slowestHere = Long.MAX_VALUE;
    private long reported = PartitionTime.UNKNOWN;

    ReadingPace(Collection<PartitionReading> partitions) {
        this.partitions = partitions;
    }

    /** How far the slowest of all readers is. */
    void slowestIsAt(long time) {
        slowestOfAll = time;
    }

    /** Finds who is to be paused or resumed; false if nobody. */
    boolean adjust() {
        slowestHere =
                partitions.stream().mapToLong(PartitionReading::readUpTo).min().orElse(Long.MAX_VALUE);
        long slowest = Math.min(slowestHere, slowestOfAll);
        long furthest = slowest > Long.MAX_VALUE - Pace.LEAD_MILLIS ? slowest : slowest + Pace.LEAD_MILLIS;
        toPause.clear();
        toResume.clear();
        for (var partition : partitions) {
            boolean isTooFar = partition.readUpTo() > furthest;
            if (isTooFar != partition.isPaused()) {
                partition.setPaused(isTooFar);
                (isTooFar ? toPause : toResume).add(partition.split());
            }
            long step = partition.readUpTo() + Pace.STEP_MILLIS;
            partition.lookAgainAt(isTooFar ? step : Math.min(step, furthest));
        }
        return !toPause.isEmpty() || !toResume.isEmpty();
    }

    /** The splits that {@link #adjust} wants to be paused. */
    List<String> toPause() {
        return List.copyOf(toPause);
    }

    /** The splits that {@link #adjust} wants to be resumed. */
    List<String> toResume() {
        return List.copyOf(toResume);
    }

    /** Whether the slowest partition here has come so far since the last report that others may wait for it. */
    boolean isWorthAReport() {
        return slowestHere != PartitionTime.UNKNOWN && slowestHere - Pace.STEP_MILLIS >= reported;
    }

    /** How far the slowest partition here is; that is reported now. */
    long report() {
        reported = slowestHere;
        return slowestHere;
    }
}
