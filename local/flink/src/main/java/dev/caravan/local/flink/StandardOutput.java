package dev.caravan.local.flink;

import java.util.logging.LogRecord;
import java.util.logging.StreamHandler;

/** Sends log records to standard output at once; the JDK's own console handler writes to standard error. */
public final class StandardOutput extends StreamHandler {

    /** Called by the JDK's logging, which reads the rest from its configuration. */
    public StandardOutput() {
        super(System.out, new OneLine());
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        super.publish(entry);
        flush();
    }

    @Override
    public synchronized void close() {
        // Standard output stays open.
        flush();
    }
}
