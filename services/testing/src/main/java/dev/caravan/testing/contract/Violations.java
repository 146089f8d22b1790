package dev.caravan.testing.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Breaches of the contract since somebody last asked. */
final class Violations {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ConcurrentLinkedQueue<String> FOUND = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger RUNNING = new AtomicInteger();

    private Violations() {}

    static void begin() {
        RUNNING.incrementAndGet();
    }

    static void end() {
        RUNNING.decrementAndGet();
    }

    static void add(List<String> violations) {
        FOUND.addAll(violations);
    }

    /** Takes what was found, once every exchange that began is judged: a client may have its response before that. */
    static List<String> take() {
        Awaitility.await("exchanges that are still judged").atMost(PATIENCE).until(() -> RUNNING.get() == 0);
        var taken = new ArrayList<String>();
        for (var next = FOUND.poll(); next != null; next = FOUND.poll()) {
            taken.add(next);
        }
        return taken;
    }
}
