package dev.caravan.window.reading;

import dev.caravan.window.event.PartitionTime;

/**
 * What the silence of a partition allows. One that is silent while others bring events no longer holds back these; when all
 * are silent, time may go on to where they have been read.
 *
 * @param partitionMillis for how long a partition must have brought no event
 * @param topicMillis the same for all partitions
 */
record Silence(long partitionMillis, long topicMillis) {

    /**
     * Up to when the clock of a partition may go, if it has been read so far.
     *
     * @param partitionSilentMillis for how long it has been silent
     * @param topicQuietMillis for how long all have been
     * @param newest the time of the topic's newest event
     * @return {@link PartitionTime#UNKNOWN} if it may not
     */
    long allows(long partitionSilentMillis, long topicQuietMillis, long newest) {
        if (Math.min(partitionSilentMillis, topicQuietMillis) >= topicMillis) {
            return Long.MAX_VALUE;
        }
        return partitionSilentMillis >= partitionMillis ? newest : PartitionTime.UNKNOWN;
    }
}
