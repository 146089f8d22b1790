package dev.caravan.local.testing;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A part that can be stopped and killed, and started again on the same port with the same data. */
public abstract sealed class RestartablePart implements AutoCloseable
        permits LocalPostgres, LocalKafka, LocalDynamoDb, LocalS3, LocalMail, LocalSftp, LocalIssuer {

    private final String module;
    private final String mainClass;
    private @Nullable PartProcess process;

    RestartablePart(String module, String mainClass) {
        this.module = module;
        this.mainClass = mainClass;
    }

    /** The settings of the part; the same each time. */
    abstract Map<String, String> variables();

    /** Told of each line that the part writes. */
    Consumer<String> listener() {
        return line -> {};
    }

    /** Starts the part and returns when it serves; nothing happens if it runs. */
    public synchronized void start() {
        if (!isRunning()) {
            process = PartProcess.start(module, mainClass, variables(), listener());
        }
    }

    /** Ends the part in order; nothing happens if it does not run. */
    public synchronized void stop() {
        if (process != null) {
            process.stop();
            process = null;
        }
    }

    /** Ends the part with SIGKILL, as a crash would; nothing happens if it does not run. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** Whether the part's process is there. */
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The same as {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    final synchronized void tell(String line) {
        if (process == null) {
            throw new IllegalStateException("local/" + module + " does not run");
        }
        process.tell(line);
    }
}
