package dev.caravan.local.postgres;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running server. Closing it shuts it down at once but in order: connections are ended, nothing is lost. */
final class Server implements AutoCloseable {

    private final Process process;
    private final AtomicBoolean closing = new AtomicBoolean();

    Server(Process process) {
        this.process = process;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Calls {@code action} when the server ends without having been closed. */
    void onExit(Runnable action) {
        var unused = process.onExit().thenRun(() -> {
            if (!closing.get()) {
                action.run();
            }
        });
    }

    @Override
    public void close() throws IOException {
        closing.set(true);
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
