package dev.caravan.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * The command in processes of its own, with a home and ports of its own.
 *
 * @param home its {@code .caravan}
 * @param portBase its ports
 */
record Cli(Path home, int portBase) {

    private static final int ISSUER = 10;
    private static final Path ROOT = Path.of(System.getProperty("caravan.root"));

    /** The outcome of a command. */
    record Outcome(int status, String out, String err) {}

    /** A home whose ports are free. */
    static Cli at(Path home) {
        var random = new Random();
        while (true) {
            var base = 20_000 + random.nextInt(30_000);
            if (isFree(base + ISSUER)) {
                return new Cli(home, base);
            }
        }
    }

    int issuerPort() {
        return portBase + ISSUER;
    }

    /** Runs a command to its end. */
    Outcome run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** Runs a command to its end, with environment variables of its own. */
    Outcome run(Map<String, String> environment, String... arguments) {
        try {
            var err = Files.createTempFile("caravan-test", ".err");
            var builder = builder(arguments).redirectError(err.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("it does not end: " + List.of(arguments));
            }
            var outcome = new Outcome(process.exitValue(), out, Files.readString(err));
            Files.delete(err);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts {@code up} of the issuer alone, attached; its standard error goes to a file. It can be interrupted even where
     * these tests cannot: a process inherits that it ignores SIGINT, from {@code nohup} or a shell's background.
     */
    Process attachedUp(Path err) throws IOException {
        var builder = builder("up", "--only", "issuer", "--port-base", String.valueOf(portBase));
        builder.command().addAll(0, List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV"));
        return builder.redirectError(err.toFile()).start();
    }

    Outcome upDetached() {
        return run("up", "--only", "issuer", "--detach", "--port-base", String.valueOf(portBase));
    }

    /** Whether the issuer's port is served. */
    boolean isServed() {
        return !isFree(issuerPort());
    }

    /** Waits until something holds, for half a minute at most. */
    static boolean eventually(java.util.function.BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return true;
    }

    private ProcessBuilder builder(String... arguments) throws IOException {
        var target = ROOT.resolve("local/cli/target");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-Dcaravan.root=" + ROOT,
                "-cp",
                target.resolve("classes") + ":" + System.getProperty("java.class.path"),
                "dev.caravan.local.cli.Main"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("CARAVAN_HOME", home.toString());
        builder.environment().put("CARAVAN_STARTUP_CACHE", "off");
        return builder;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
