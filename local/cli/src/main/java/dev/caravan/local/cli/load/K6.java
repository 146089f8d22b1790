package dev.caravan.local.cli.load;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The k6 program.
 *
 * @param program where it is
 */
record K6(Path program) {

    /** k6 ran to its end: all thresholds held, or some did not. */
    private static final Set<Integer> RAN = Set.of(0, 99);

    /**
     * What a run is aimed at.
     *
     * @param gateway the gateway's URL
     * @param tokens the file with the callers' tokens
     * @param receiver where webhooks may lead
     * @param scale of durations
     * @param rate of arrival rates
     * @param latency of limits in milliseconds
     */
    record Aim(String gateway, Path tokens, String receiver, double scale, double rate, double latency) {}

    /** The program; built first where this machine does not have it. */
    static K6 installed(Installation installation) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        installation.root().resolve("k6/install").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var path = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0 || path.isEmpty()) {
            throw new Failure("k6 cannot be had; what is missing stands above.");
        }
        return new K6(Path.of(path));
    }

    /**
     * Runs a scenario, with k6's own progress on the terminal.
     *
     * @return k6's exit status: 0, or 99 where a threshold was crossed
     * @throws Failure if it did not run
     */
    int run(Scenario scenario, Path results, Aim aim) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of(
                        program.toString(),
                        "run",
                        "--no-usage-report",
                        scenario.script().toString()))
                .inheritIO();
        var environment = builder.environment();
        environment.put("API_GATEWAY_URL", aim.gateway());
        environment.put("TOKENS_FILE", aim.tokens().toString());
        environment.put("WEBHOOK_RECEIVER_URL", aim.receiver());
        environment.put("RESULTS_DIR", results.toString());
        environment.put("DURATION_SCALE", Double.toString(aim.scale()));
        environment.put("RATE_SCALE", Double.toString(aim.rate()));
        environment.put("LATENCY_SCALE", Double.toString(aim.latency()));
        var process = builder.start();
        var endsWithUs = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(endsWithUs);
        var status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(endsWithUs);
        if (!RAN.contains(status) || !Files.exists(results.resolve("results.json"))) {
            throw new Failure("k6 could not run the scenario (status " + status + "); why stands above.");
        }
        return status;
    }
}
