package dev.caravan.local.cli.process;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Disk;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.InstallationLock;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.platform.Secrets;
import dev.caravan.local.cli.terminal.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts, watches and stops the platform of an installation. */
public final class Supervisor {

    private final Installation installation;
    private final Records records;
    private final Progress progress;
    private final Stopper stopper;

    /** The supervisor of an installation. */
    public Supervisor(Installation installation, Progress progress) {
        this.installation = installation;
        this.records = new Records(installation);
        this.progress = progress;
        this.stopper = new Stopper(records, progress);
    }

    /** What is written down about the platform. */
    public Records records() {
        return records;
    }

    /** The platform at the ports where it is up, or would come up. */
    public Platform platform() {
        installation.prepare();
        var data = records.platform().map(Records.PlatformRecord::dataName).orElse(installation.dataName());
        return new Platform(installation.withData(data), records.ports(), Secrets.of(installation));
    }

    /**
     * Brings the platform up.
     *
     * @param parts which parts
     * @param ports where
     * @param fresh whether to begin with empty data
     * @param attached whether the parts themselves end with this process; a session that will be detached must not
     * @return the session: the platform stays as long as it is open, and beyond if it is detached
     * @throws Failure if it is up already, a port is taken, or a part does not become ready; then nothing runs
     */
    public Session up(List<PartSpec> parts, Ports ports, boolean fresh, boolean attached) {
        installation.prepare();
        return InstallationLock.holding(installation, () -> {
            clearLeftovers();
            requireBuilt(parts);
            if (fresh) {
                deleteData();
            }
            PortCheck.free(parts, ports);
            var platform = new Platform(installation, ports, Secrets.of(installation));
            var self = RunningPart.of(ProcessHandle.current());
            var names = parts.stream().map(PartSpec::name).toList();
            records.write(new Records.PlatformRecord(
                    ports, installation.dataName(), names, Instant.now(), Optional.of(self), false));
            var session = new Session(platform, parts, attached, records, stopper, progress);
            try {
                session.start();
                return session;
            } catch (RuntimeException e) {
                session.close();
                throw e;
            }
        });
    }

    /**
     * Stops everything that Caravan has started here.
     *
     * @return the names of the parts that ran
     */
    public List<String> down() {
        installation.prepare();
        return InstallationLock.holding(installation, () -> {
            var stopped = stopper.stop(stopper.running(), Records.Wish.STOPPED);
            forget();
            return stopped;
        });
    }

    /** Stops what a killed {@code up} has left, unless another one has taken over. */
    public void downAbandonedBy(long pid) {
        var abandoned = records.platform()
                .flatMap(Records.PlatformRecord::owner)
                .filter(owner -> owner.pid() == pid && !owner.isAlive())
                .isPresent();
        if (abandoned) {
            var unused = down();
        }
    }

    /** Deletes all data. */
    public void deleteData() {
        try {
            Installation.delete(installation.data());
            installation.prepare();
        } catch (IOException e) {
            throw Disk.failure("The data cannot be deleted", e);
        }
    }

    /**
     * Starts one part and returns when it is ready.
     *
     * @return how long it took
     */
    public Duration start(PartSpec part) {
        return start(part, StartupCache.Use.READ);
    }

    /** Starts one part as if it had no start-up cache: for comparison. */
    public Duration startWithoutCache(PartSpec part) {
        return start(part, StartupCache.Use.NONE);
    }

    /** Starts one part as its build left it, neither unpacked nor with a start-up cache: for comparison. */
    public Duration startPacked(PartSpec part) {
        return start(part, StartupCache.Use.PACKED);
    }

    private Duration start(PartSpec part, StartupCache.Use use) {
        var platform = platform();
        return InstallationLock.holding(installation, () -> {
            if (records.running(part.name()).isPresent()) {
                throw new Failure(
                        part.name() + " is running already. To start it anew: ./caravan restart " + part.name());
            }
            requireBuilt(List.of(part));
            PortCheck.freeSoon(part, platform.ports());
            adopt(part, platform.ports());
            return launch(part, platform, use);
        });
    }

    /** Stops one part in order; false if it did not run. */
    public boolean stop(PartSpec part) {
        installation.prepare();
        return InstallationLock.holding(installation, () -> {
            return !stopper.stop(List.of(part), Records.Wish.STOPPED).isEmpty();
        });
    }

    /** Kills one part; false if it did not run. */
    public boolean kill(PartSpec part) {
        installation.prepare();
        return InstallationLock.holding(installation, () -> {
            var ran = records.running(part.name()).isPresent();
            stopper.kill(part);
            return ran;
        });
    }

    private Duration launch(PartSpec part, Platform platform, StartupCache.Use use) {
        var owner = records.platform().flatMap(Records.PlatformRecord::owner).map(RunningPart::pid);
        var starter = new Starter(platform, records, new Launcher(platform, owner), progress);
        try {
            Map<String, Duration> durations = starter.start(List.of(part), any -> use);
            return durations.getOrDefault(part.name(), Duration.ZERO);
        } catch (Failure e) {
            var unused = stopper.stop(List.of(part), Records.Wish.STOPPED);
            throw e;
        }
    }

    /** Makes a part that is started by itself one of the platform's. */
    private void adopt(PartSpec part, Ports ports) {
        var known = records.platform();
        var parts = new java.util.LinkedHashSet<>(
                known.map(Records.PlatformRecord::parts).orElse(List.of()));
        if (parts.add(part.name())) {
            records.write(new Records.PlatformRecord(
                    ports,
                    known.map(Records.PlatformRecord::dataName).orElse(installation.dataName()),
                    List.copyOf(parts),
                    known.map(Records.PlatformRecord::since).orElseGet(Instant::now),
                    known.flatMap(Records.PlatformRecord::owner),
                    true));
        }
    }

    private void clearLeftovers() {
        var running = stopper.running().stream().map(PartSpec::name).toList();
        var known = records.platform();
        if (running.isEmpty()) {
            forget();
            return;
        }
        if (known.isPresent()) {
            var platform = known.orElseThrow();
            var owned = platform.owner().map(RunningPart::isAlive);
            if (owned.orElse(platform.ready())) {
                throw alreadyUp(platform, running);
            }
        }
        progress.line("Stopping what an interrupted start left behind: " + String.join(" ", running));
        var unused = stopper.stop(stopper.running(), Records.Wish.STOPPED);
        forget();
    }

    private static Failure alreadyUp(Records.PlatformRecord platform, List<String> running) {
        var missing = platform.parts().stream()
                .filter(part -> !running.contains(part))
                .toList();
        var where = "Caravan is up already, on ports from " + platform.ports().base()
                + platform.owner()
                        .map(owner -> " (process " + owner.pid() + ")")
                        .orElse("");
        return new Failure(
                missing.isEmpty()
                        ? where + ". See it with ./caravan status, stop it with ./caravan down."
                        : where + ", but without " + String.join(" ", missing)
                                + ". Start what is missing with ./caravan start " + missing.getFirst()
                                + ", or stop everything with ./caravan down.");
    }

    private void requireBuilt(List<PartSpec> parts) {
        var missing = parts.stream()
                .filter(part -> !Launcher.isBuilt(part, installation))
                .map(part -> part.launch().folder())
                .toList();
        if (!missing.isEmpty()) {
            throw new Failure("Not built: " + String.join(" ", missing) + ". Build it: ./mvnw -DskipTests package");
        }
    }

    private void forget() {
        LocalParts.all().forEach(part -> records.forget(part.name()));
        records.forgetPlatform();
    }
}
