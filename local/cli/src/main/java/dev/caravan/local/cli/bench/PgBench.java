package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.benchmark.Sample;
import dev.caravan.local.cli.benchmark.Side;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Statements that clients send over connections of their own, prepared once (pgbench).
 *
 * @param program where pgbench is
 * @param platform whose database
 * @param role as whom
 * @param script the file with the statements
 * @param clients how many connections
 */
record PgBench(String program, Platform platform, String role, Path script, int clients) implements Side {
    private static final Pattern DONE = Pattern.compile("transactions actually processed: (\\d+)");
    private static final Pattern RATE = Pattern.compile("tps = ([\\d.]+)");

    /** A side that runs a script. */
    static PgBench of(String program, Platform platform, String role, String name, String script, int clients) {
        var file = platform.installation().cache().resolve("bench").resolve(name);
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PgBench(program, platform, role, file, clients);
    }

    @Override
    public String name() {
        return "pgbench";
    }

    @Override
    public Sample run(int seconds) throws InterruptedException {
        var builder = new ProcessBuilder(List.of(
                program,
                "-n",
                "-M",
                "prepared",
                "-c",
                String.valueOf(clients),
                "-j",
                "1",
                "-T",
                String.valueOf(seconds),
                "-f",
                script.toString(),
                "-h",
                "localhost",
                "-p",
                String.valueOf(platform.ports().of(Ports.Name.POSTGRES)),
                "-U",
                role,
                Platform.DATABASE));
        builder.environment().put("PGPASSWORD", platform.secrets().get(role));
        builder.redirectErrorStream(true);
        try {
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0 || output.contains("ERROR")) {
                throw new Failure("pgbench failed:\n" + output);
            }
            return new Sample((long) number(DONE, output), number(RATE, output), Double.NaN);
        } catch (IOException e) {
            throw new Failure("pgbench cannot be run: " + e.getMessage(), e);
        }
    }

    private static double number(Pattern pattern, String output) {
        var matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new Failure("pgbench said something that is not understood:\n" + output);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
