package dev.caravan.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events for one execution environment, one at a time, as Lambda does it: an asynchronous event that fails is tried
 * again after a pause, and after the last try it becomes a dead letter.
 */
final class Invocations {

    private final EventStore store;
    private final List<Duration> retryDelays;
    private final Duration timeout;
    private final Clock clock;
    private final PriorityQueue<Invocation> waiting = new PriorityQueue<>(Comparator.comparing(Invocation::due));
    private @Nullable Running running;
    private int environment;
    private boolean initialized;

    Invocations(EventStore store, List<Duration> retryDelays, Duration timeout, Clock clock) throws IOException {
        this.store = store;
        this.retryDelays = List.copyOf(retryDelays);
        this.timeout = timeout;
        this.clock = clock;
        waiting.addAll(store.load());
    }

    /** An event that the function has in hand. */
    record Running(Invocation invocation, Instant deadline) {}

    /** Takes an event in whose answer somebody waits for. */
    synchronized Invocation invoke(String payload) {
        var invocation = Invocation.synchronous(payload);
        waiting.add(invocation);
        notifyAll();
        return invocation;
    }

    /** Takes an event in that will be done some time: once this returns, it is not lost. */
    synchronized Invocation enqueue(String payload) throws IOException {
        var event = Invocation.asynchronous(UUID.randomUUID().toString(), payload, 1, clock.instant());
        store.save(event);
        waiting.add(event);
        notifyAll();
        return event;
    }

    /** Tries an event again that was given up. False if there is none. */
    synchronized boolean takeUp(String id) throws IOException {
        var event = store.takeUp(id, clock.instant());
        event.ifPresent(waiting::add);
        notifyAll();
        return event.isPresent();
    }

    /** The events that were given up, the oldest first. */
    List<JsonNode> givenUp() throws IOException {
        return store.givenUp();
    }

    /** Says that a new process will ask for events. */
    synchronized int environmentStarted() {
        initialized = false;
        environment++;
        notifyAll();
        return environment;
    }

    /**
     * Waits for the next event that is due. The first call of a process says that it has finished its initialization.
     *
     * @return null if the process that asks is gone in the meantime
     */
    synchronized @Nullable Running next() throws InterruptedException {
        var asking = environment;
        initialized = true;
        notifyAll();
        while (asking == environment) {
            var now = clock.instant();
            var first = waiting.peek();
            if (first == null) {
                wait();
            } else if (first.due().isAfter(now)) {
                wait(Duration.between(now, first.due()).toMillis() + 1);
            } else {
                waiting.remove();
                running = new Running(first, now.plus(timeout));
                notifyAll();
                return running;
            }
        }
        return null;
    }

    /** Puts an event back that could not be delivered to the process; this is no try. */
    synchronized void undelivered(Running undelivered) {
        if (undelivered.equals(running)) {
            running = null;
            waiting.add(undelivered.invocation());
            notifyAll();
        }
    }

    /** The function returned. False if it has no such event. */
    synchronized boolean returned(String id, String body) throws IOException {
        var invocation = finish(id);
        if (invocation == null) {
            return false;
        }
        if (invocation.asynchronous()) {
            store.done(invocation);
        }
        invocation.result().complete(new Invocation.Result.Returned(body));
        return true;
    }

    /** The function failed. False if it has no such event. */
    synchronized boolean failed(String id, String error) throws IOException {
        var invocation = finish(id);
        if (invocation == null) {
            return false;
        }
        if (invocation.asynchronous()) {
            retry(invocation, error);
        }
        invocation.result().complete(new Invocation.Result.Failed(error));
        return true;
    }

    private void retry(Invocation failed, String error) throws IOException {
        if (failed.attempt() > retryDelays.size()) {
            System.out.println("event " + failed.id() + " is a dead letter after " + failed.attempt() + " tries");
            store.giveUp(failed, error);
            return;
        }
        var pause = retryDelays.get(failed.attempt() - 1);
        System.out.println(
                "event " + failed.id() + " failed; try " + (failed.attempt() + 1) + " in " + pause.toMillis() + " ms");
        var again = Invocation.asynchronous(
                failed.id(),
                failed.payload(),
                failed.attempt() + 1,
                clock.instant().plus(pause));
        store.save(again);
        waiting.add(again);
        notifyAll();
    }

    private @Nullable Invocation finish(String id) {
        var current = running;
        if (current == null || !current.invocation().id().equals(id)) {
            return null;
        }
        running = null;
        notifyAll();
        return current.invocation();
    }

    /** The event that the function has in hand. */
    synchronized @Nullable Running running() {
        return running;
    }

    /** Whether the process has finished its initialization. */
    synchronized boolean initialized() {
        return initialized;
    }

    /** How many events wait or are being done. */
    synchronized int pending() {
        return waiting.size() + (running == null ? 0 : 1);
    }
}
