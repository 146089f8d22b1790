package dev.caravan.local.cli.process;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops parts: those that use others first, and only processes that Caravan has started.
 *
 * @param records what runs
 * @param progress what is told of it
 * @param patience how long a part may take to stop before it is killed
 */
record Stopper(Records records, Progress progress, Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** With the usual patience. */
    Stopper(Records records, Progress progress) {
        this(records, progress, PATIENCE);
    }

    /**
     * Stops parts in order and returns when their processes are gone.
     *
     * @return the names of those that ran
     */
    List<String> stop(List<PartSpec> parts, Records.Wish wish) {
        var stopped = new ArrayList<String>();
        var tiers = parts.stream()
                .map(PartSpec::tier)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        for (var tier : tiers) {
            var running = new ArrayList<String>();
            for (var part : parts) {
                if (part.tier() == tier && isRunning(part.name())) {
                    markIfPossible(part.name(), wish);
                    handle(part.name()).ifPresent(ProcessHandle::destroy);
                    running.add(part.name());
                }
            }
            for (var name : running) {
                handle(name).ifPresent(handle -> awaitEnd(name, handle));
                progress.line("  " + name + " stopped");
            }
            stopped.addAll(running);
        }
        return stopped;
    }

    /** Ends a part, and every process that it has started, with SIGKILL. */
    void kill(PartSpec part) {
        mark(part.name(), Records.Wish.KILLED);
        handle(part.name()).ifPresent(Stopper::killTree);
    }

    /** Every part that still runs, whatever the platform's record says. */
    List<PartSpec> running() {
        return LocalParts.all().stream().filter(part -> isRunning(part.name())).toList();
    }

    private boolean isRunning(String name) {
        return handle(name).isPresent();
    }

    private java.util.Optional<ProcessHandle> handle(String name) {
        return records.part(name).flatMap(part -> part.process().handle());
    }

    /** A full disk does not keep a part from being stopped. */
    private void markIfPossible(String name, Records.Wish wish) {
        try {
            mark(name, wish);
        } catch (Failure e) {
            progress.line("  " + e.getMessage());
        }
    }

    private void mark(String name, Records.Wish wish) {
        records.part(name).ifPresent(part -> records.write(name, new Records.PartRecord(part.process(), wish)));
    }

    private void awaitEnd(String name, ProcessHandle handle) {
        if (!ended(name, handle, patience)) {
            progress.line("  " + name + " did not stop within " + patience.toSeconds() + " s and is killed");
            killTree(handle);
        }
    }

    /** Polls, because an ended process of another parent may stay as a zombie for ever. */
    private boolean ended(String name, ProcessHandle handle, Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            try {
                handle.onExit().get(50, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                if (!isRunning(name)) {
                    return true;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return false;
    }

    static void killTree(ProcessHandle handle) {
        var descendants = handle.descendants().toList();
        handle.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        var process = RunningPart.of(handle);
        while (process.isAlive() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
