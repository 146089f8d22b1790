package dev.caravan.starter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sends a little now and then, until it is closed or the server has had enough. */
public final class Drip implements AutoCloseable {
    private final long begun = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> running;

    private Drip(RawConnection connection, Duration every, Supplier<String> parts) {
        running = clock.scheduleAtFixedRate(
                () -> send(connection, parts.get()), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    public static Drip of(RawConnection connection, Duration every, Supplier<String> parts) {
        return new Drip(connection, every, parts);
    }

    /** How long it has lasted. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void send(RawConnection connection, String part) {
        try {
            connection.send(part);
        } catch (IOException e) {
            throw new UncheckedIOException("the server has had enough", e);
        }
    }

    @Override
    public void close() {
        running.cancel(true);
        clock.shutdownNow();
    }
}
