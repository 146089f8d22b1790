package dev.caravan.window.reading;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader is about to end. Whatever is sent to a task that has ended counts as lost for Flink, which then starts the job
 * anew: also in the middle of a stop with a savepoint.
 */
record Leaving() implements SourceEvent {
    private static final long serialVersionUID = 1L;
}
