package dev.caravan.window.source;

import java.io.Serializable;

/**
 * What is known of how far the raw topic has been read. Silence alone proves nothing: the broker may be away, or the
 * reader behind. Only when everything that the topic holds has been read does silence mean that nothing happened.
 *
 * <p>Times are those of {@link System#nanoTime()}; {@link #NEVER} if there is none.
 */
public interface TopicProgress extends AutoCloseable {

    /** The answer where nothing is known. */
    long NEVER = Long.MIN_VALUE;

    /**
     * When it was last established that one partition had been read to its end.
     *
     * @param partition the partition
     * @return the moment, or {@link #NEVER}
     */
    long readToEndAt(int partition);

    /**
     * When it was last established that some partition had been read to its end.
     *
     * @return the moment, or {@link #NEVER}
     */
    long anyReadToEndAt();

    /**
     * When it was last established that every partition had been read to its end.
     *
     * @return the moment, or {@link #NEVER}
     */
    long allReadToEndAt();

    /** Tells that a checkpoint of this run of the job has completed, so that it has said how far it has read. */
    void checkpointCompleted();

    @Override
    void close();

    /** Gives {@link TopicProgress} on the machine that reads the topic; instances of one process share their work. */
    interface Factory extends Serializable {
        /**
         * Opens it and keeps it running.
         *
         * @return the progress, to be closed by the caller
         */
        TopicProgress open();

        /**
         * Looks at what others of this process have opened, without keeping it running.
         *
         * @return the progress; it knows nothing while nobody has it open
         */
        TopicProgress view();
    }
}
