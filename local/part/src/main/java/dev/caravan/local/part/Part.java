package dev.caravan.local.part;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The life of a part's process: it ends with its parent, stops in order on SIGTERM, and says in one line when it serves.
 *
 * <p>Whoever starts a part waits for the {@link #READY} line on its standard output.
 */
public final class Part {

    /** First word of the line that a part prints once it serves. */
    public static final String READY = "READY";

    private static final String PARENT = "CARAVAN_PARENT_PID";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private Part() {}

    /** The work of a part between its start and its stop. */
    @FunctionalInterface
    public interface Start {
        /**
         * Starts the part and returns what stops it.
         *
         * @param settings the settings of the process
         * @throws Exception if the part cannot serve; the process then ends with status 1
         */
        Running start(Settings settings) throws Exception;
    }

    /**
     * A part that serves.
     *
     * @param address where it serves, for the ready line
     * @param stop what stops it; called once, at the end of the process
     */
    public record Running(String address, AutoCloseable stop) {}

    /**
     * Runs a part until the process is told to end or its parent is gone.
     *
     * @param name the name of the part, for its messages
     * @param start what starts it
     */
    public static void run(String name, Start start) {
        var settings = Settings.fromEnvironment();
        followParent(settings);
        try {
            var running = start.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(name, running.stop()), name + "-stop"));
            System.out.println(READY + " " + name + " " + running.address());
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.err.println(name + " cannot start: " + e.getMessage());
            e.printStackTrace(System.err);
            System.exit(1);
        }
    }

    private static void stop(String name, AutoCloseable stop) {
        // A stop that hangs must not keep the process: nobody waits for it for ever.
        var limit = Thread.ofPlatform().daemon().start(Part::haltInAWhile);
        try {
            stop.close();
        } catch (Exception e) {
            System.err.println(name + " did not stop in order: " + e);
        }
        limit.interrupt(); // what the JVM itself does at its end may take longer
    }

    private static void haltInAWhile() {
        try {
            Thread.sleep(STOP_LIMIT);
            Runtime.getRuntime().halt(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends this process when the process named by {@code CARAVAN_PARENT_PID} ends, so that no part is left behind. */
    private static void followParent(Settings settings) {
        var parent = settings.optional(PARENT, "");
        if (parent.isEmpty()) {
            return;
        }
        var handle = ProcessHandle.of(Long.parseLong(parent));
        if (handle.isEmpty()) {
            System.err.println("the parent process " + parent + " is gone: this part ends too");
            System.exit(3);
        }
        var unused = handle.orElseThrow().onExit().thenRun(() -> System.exit(0));
    }
}
