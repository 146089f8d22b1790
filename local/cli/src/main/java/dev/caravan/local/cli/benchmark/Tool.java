package dev.caravan.local.cli.benchmark;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that measure, or are measured against, and are not the platform's own. */
public enum Tool {
    /** The load generator. */
    WRK("wrk", "wrk"),
    /** The proxy. */
    NGINX("nginx", "nginx-light"),
    /** PostgreSQL's own benchmark. */
    PGBENCH("pgbench", "postgresql-contrib");

    private static final List<String> MORE_PLACES = List.of("/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin");

    private final String program;
    private final String debianPackage;

    Tool(String program, String debianPackage) {
        this.program = program;
        this.debianPackage = debianPackage;
    }

    /**
     * Where it is. On Debian it is installed if it is missing and this process may do that.
     *
     * @throws Failure if it is nowhere
     */
    public String path(Progress progress) {
        return find().or(() -> install(progress))
                .orElseThrow(() -> new Failure(program
                        + " is needed and is not installed. Install it: apt-get install " + debianPackage
                        + ", or what your system calls it."));
    }

    private Optional<String> find() {
        var path = Arrays.stream(System.getenv("PATH").split(":", -1));
        return Stream.concat(path, MORE_PLACES.stream())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private Optional<String> install(Progress progress) {
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            return Optional.empty();
        }
        progress.line("Installing " + debianPackage);
        for (var command : List.of(
                List.of("apt-get", "-q", "update"),
                List.of("apt-get", "-q", "install", "-y", "--no-install-recommends", debianPackage))) {
            var unused = run(command);
        }
        return find();
    }

    /**
     * Runs a command to its end.
     *
     * @return what it has printed
     * @throws Failure if it fails
     */
    public static String run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Failure(String.join(" ", command) + " failed:\n" + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new Failure(command.getFirst() + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }
}
