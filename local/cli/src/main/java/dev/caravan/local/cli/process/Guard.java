package dev.caravan.local.cli.process;

import dev.caravan.local.cli.platform.Disk;
import dev.caravan.local.cli.platform.Installation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that waits for the end of this one. If this one is killed, nobody is left to stop its parts: the guard does.
 */
final class Guard implements AutoCloseable {

    private static final String WAIT = "trap '' INT HUP TERM; cat >/dev/null; exec \"$@\"";

    private final Process process;

    private Guard(Process process) {
        this.process = process;
    }

    /** Starts the guard of this process. */
    static Guard start(Installation installation) {
        var command = new ArrayList<>(List.of("sh", "-c", WAIT, "guard", Launcher.java()));
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-Dcaravan.root=" + installation.root(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.caravan.local.cli.Main",
                "down",
                "--abandoned-by",
                String.valueOf(ProcessHandle.current().pid())));
        var log = installation.logs().resolve("guard.log").toFile();
        try {
            var builder = new ProcessBuilder(command)
                    .directory(new File(Path.of("/").toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(log);
            builder.environment().put("CARAVAN_HOME", installation.home().toString());
            return new Guard(builder.start());
        } catch (IOException e) {
            throw Disk.failure("The guard of this start cannot be started", e);
        }
    }

    /** Ends the guard: what it guarded has been stopped, or shall stay. */
    @Override
    public void close() {
        var waiting = process.descendants().toList();
        process.destroyForcibly(); // first, because it would go on when what it waits for ends
        waiting.forEach(ProcessHandle::destroyForcibly);
    }
}
