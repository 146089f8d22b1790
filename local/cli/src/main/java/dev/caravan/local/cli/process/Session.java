package dev.caravan.local.cli.process;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.terminal.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A platform that this process has brought up and answers for: when this process ends, in order or not, the platform
 * ends, unless it was detached.
 */
public final class Session implements AutoCloseable {

    private static final Duration WATCH = Duration.ofMillis(400);

    private static final Duration RECORDING_PATIENCE = Duration.ofMinutes(3);

    private final Platform platform;
    private final List<PartSpec> parts;
    private final boolean attached;
    private final Records records;
    private final Stopper stopper;
    private final Progress progress;
    private final Guard guard;
    private final Thread atExit = new Thread(this::interrupted, "stop-parts");
    private StartUp startUp = new StartUp(Duration.ZERO, Duration.ZERO, Map.of());
    private final AtomicBoolean closed = new AtomicBoolean();

    Session(
            Platform platform,
            List<PartSpec> parts,
            boolean attached,
            Records records,
            Stopper stopper,
            Progress progress) {
        this.platform = platform;
        this.parts = parts;
        this.attached = attached;
        this.records = records;
        this.stopper = stopper;
        this.progress = progress;
        this.guard = Guard.start(platform.installation());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** The platform. */
    public Platform platform() {
        return platform;
    }

    /** Starts the parts and returns when all are ready; start-up caches that are missing are recorded first. */
    void start() {
        var begun = Instant.now();
        var recording = StartupCache.isWanted()
                ? parts.stream()
                        .filter(part ->
                                StartupCache.of(part, platform.installation()).isMissing())
                        .toList()
                : List.<PartSpec>of();
        if (!recording.isEmpty()) {
            record(recording);
            progress.line("Prepared in " + Progress.seconds(Duration.between(begun, Instant.now()))
                    + "; this happens once a build.");
        }
        var started = Instant.now();
        progress.line("Starting " + parts.size() + (parts.size() == 1 ? " part" : " parts"));
        var durations = startParts(parts, part -> StartupCache.Use.READ);
        records.platform().ifPresent(record -> records.write(record.readyFor(record.owner())));
        var ready = Instant.now();
        startUp = new StartUp(Duration.between(begun, started), Duration.between(started, ready), durations);
        progress.line("Ready after " + Progress.seconds(startUp.allReady()));
    }

    /**
     * How a start went.
     *
     * @param preparation recording what start-up caches need; nearly nothing if they were there
     * @param allReady from the first launch to the last part that became ready
     * @param parts from the launch of each part to its being ready
     */
    public record StartUp(Duration preparation, Duration allReady, Map<String, Duration> parts) {}

    /** How the start went. */
    public StartUp startUp() {
        return startUp;
    }

    /** Lets the platform stay when this process ends. */
    public void detach() {
        if (closed.compareAndSet(false, true)) {
            records.platform().ifPresent(record -> records.write(record.readyFor(Optional.empty())));
            Runtime.getRuntime().removeShutdownHook(atExit);
            guard.close();
        }
    }

    /**
     * Stays until the platform is stopped by another command.
     *
     * @throws Failure if a part ends that nobody has stopped; everything else is stopped then
     */
    public void stay() throws InterruptedException {
        while (records.platform().isPresent()) {
            for (var name :
                    records.platform().map(Records.PlatformRecord::parts).orElse(List.of())) {
                var dead = records.part(name)
                        .filter(part -> part.wish() == Records.Wish.RUN)
                        .filter(part -> !part.process().isAlive());
                if (dead.isPresent() && stillDead(name)) {
                    close();
                    throw new Failure(name + " ended by itself, so everything was stopped. The end of its log ("
                            + platform.installation().log(name) + "):"
                            + LogTail.of(platform.installation().log(name)));
                }
            }
            Thread.sleep(WATCH);
        }
        progress.line("Stopped by another command.");
        close();
    }

    /** Stops the platform. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stopEverything();
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                return; // this process is ending already
            } finally {
                guard.close();
            }
        }
    }

    /** A second look, because another command may be between killing a part and starting it again. */
    private boolean stillDead(String name) throws InterruptedException {
        Thread.sleep(WATCH);
        return records.part(name)
                .filter(part -> part.wish() == Records.Wish.RUN)
                .filter(part -> !part.process().isAlive())
                .isPresent();
    }

    private void interrupted() {
        if (closed.compareAndSet(false, true)) {
            progress.line("Stopping");
            stopEverything();
            guard.close();
        }
    }

    private void stopEverything() {
        // A part may have been launched in the very moment of the interruption: look until none is left.
        while (!stopper.stop(stopper.running(), Records.Wish.STOPPED).isEmpty()) {
            progress.clear();
        }
        LocalParts.all().forEach(part -> records.forget(part.name()));
        records.forgetPlatform();
    }

    private Map<String, Duration> startParts(List<PartSpec> some, Function<PartSpec, StartupCache.Use> use) {
        var launcher = new Launcher(
                platform, attached ? Optional.of(ProcessHandle.current().pid()) : Optional.empty());
        return new Starter(platform, records, launcher, progress).start(some, use);
    }

    /** Runs the platform once to see what its parts load, so that they start faster from then on. */
    private void record(List<PartSpec> recording) {
        var needed = LocalParts.withNeeds(recording.stream().map(PartSpec::name).toList());
        progress.line("Preparing a fast start of "
                + String.join(" ", recording.stream().map(PartSpec::name).toList()) + " (a first run, recorded)");
        startParts(needed, part -> recording.contains(part) ? StartupCache.Use.RECORD : StartupCache.Use.READ);
        new WarmUp(platform, needed).run();
        progress.line("Writing what was recorded");
        var unused = new Stopper(records, progress, RECORDING_PATIENCE).stop(needed, Records.Wish.STOPPED);
        recording.forEach(part -> StartupCache.of(part, platform.installation()).settle());
    }
}
