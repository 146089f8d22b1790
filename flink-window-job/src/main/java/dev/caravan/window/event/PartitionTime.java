package dev.caravan.window.event;

/**
 * How far a partition has been read that brings no events which would say so: whatever the broker had taken into it before
 * that time has left the source already.
 *
 * @param partition the partition
 * @param readUpTo the time in milliseconds of the epoch, or {@link #UNKNOWN}
 */
public record PartitionTime(int partition, long readUpTo) implements SourceRecord {

    /** Of a partition that has just been assigned nothing is known yet. */
    public static final long UNKNOWN = Long.MIN_VALUE;
}
