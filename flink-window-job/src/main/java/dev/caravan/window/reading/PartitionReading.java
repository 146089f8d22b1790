package dev.caravan.window.reading;

import dev.caravan.window.event.PartitionTime;

/** How far one partition has been read, and for how long it has brought no event. */
final class PartitionReading {

    private final int partition;
    private final String split;
    private long position;
    private long recordTime = PartitionTime.UNKNOWN;
    private long endSeenAt = PartitionTime.UNKNOWN;
    private boolean moved;
    private long movedNanos;
    private boolean paused;
    private long lookAgainAt = PartitionTime.UNKNOWN;
    private long told = PartitionTime.UNKNOWN;

    /**
     * A partition that is to be read.
     *
     * @param partition its number
     * @param split its id for Flink
     * @param position the first offset to read, below 0 for the first that there is
     * @param nowNanos the time
     */
    PartitionReading(int partition, String split, long position, long nowNanos) {
        this.partition = partition;
        this.split = split;
        this.position = position;
        this.movedNanos = nowNanos;
    }

    /** A record was read. */
    void read(long offset, long time) {
        position = offset + 1;
        if (time > recordTime) {
            recordTime = time;
        }
    }

    /** The last record was an event that counts as a sign of life. */
    void moved() {
        moved = true;
    }

    /** The topic was looked at. */
    void seen(Look look, long nowNanos) {
        if (look.showsEnd(partition, position)) {
            endSeenAt = Math.max(endSeenAt, look.time());
        }
        if (moved) {
            moved = false;
            movedNanos = nowNanos;
        }
    }

    /** Whatever the broker had taken into the partition before then has been read. */
    long readUpTo() {
        return Math.max(recordTime, endSeenAt);
    }

    /** For how long it has brought no event. */
    long silentMillis(long nowNanos) {
        return (nowNanos - movedNanos) / 1_000_000;
    }

    /** Whether that is later than what was said of the partition before; it is said now. */
    boolean isNews(long time) {
        if (time <= told) {
            return false;
        }
        told = time;
        return true;
    }

    /** When it has been read up to after this time, the pace is due. */
    void lookAgainAt(long time) {
        lookAgainAt = time;
    }

    /** Whether the pace is due because of it. */
    boolean isDue() {
        return recordTime > lookAgainAt;
    }

    int partition() {
        return partition;
    }

    String split() {
        return split;
    }

    long position() {
        return position;
    }

    boolean isPaused() {
        return paused;
    }

    void setPaused(boolean paused) {
        this.paused = paused;
    }
}
