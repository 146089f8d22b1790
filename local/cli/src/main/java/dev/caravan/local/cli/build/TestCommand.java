package dev.caravan.local.cli.build;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Runs every test. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Run every test: the Maven build with all its checks.",
        footer = {
            "Prints each test class as it ends, and what failed. All that Maven says is in .caravan/logs/test.log, what a test",
            "class printed in its module's target/surefire-reports.",
            "The last line counts the tests: N passed, N failed, N skipped."
        })
public final class TestCommand implements Callable<Integer> {

    /** How many modules are tested side by side. Many tests wait; each module has its own database and broker, too. */
    private static final Integer AT_ONCE = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

    @Override
    public Integer call() throws IOException, InterruptedException {
        var installation = Installation.current();
        installation.prepare();
        var log = installation.log("test");
        var begun = Instant.now();
        var status = build(installation.root(), log);
        var counts = TestCounts.since(begun, installation.root());
        if (status != 0) {
            System.out.println("The build failed. All that it said is in " + log);
        }
        System.out.println(counts);
        if (status == 0 && counts.passed() == 0) {
            throw new Failure("The build succeeded without running a single test, which cannot be right.");
        }
        return status == 0 && counts.failed() == 0 ? 0 : 1;
    }

    private static int build(Path root, Path log) throws IOException, InterruptedException {
        var progress = new TestProgress(System.out::println);
        try (var clock = Executors.newSingleThreadScheduledExecutor();
                var written = Files.newBufferedWriter(log)) {
            var unused = clock.scheduleWithFixedDelay(progress::breakSilence, 1, 1, TimeUnit.SECONDS);
            // Camel's plugin remembers the routes that it has seen, and cannot look at two modules at once
            var status = maven(root, progress, written, "process-classes", "-am", "-pl", routes(root));
            if (status == 0) {
                status = maven(
                        root, progress, written, "-fae", "verify", "-Dcamel.skipValidation", "-T", AT_ONCE.toString());
            }
            clock.shutdownNow();
            return status;
        }
    }

    /** The modules of routes, as Maven takes a list. */
    private static String routes(Path root) throws IOException {
        try (var folders = Files.list(root.resolve("routes"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> "routes/" + folder.getFileName())
                    .sorted()
                    .collect(Collectors.joining(","));
        }
    }

    private static int maven(Path root, TestProgress progress, Writer log, String... arguments)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder("./mvnw", "-B").directory(root.toFile()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var build = builder.start();
        build.getOutputStream().close();
        var endsWithUs = new Thread(build::destroy);
        Runtime.getRuntime().addShutdownHook(endsWithUs);
        try (var said = build.inputReader()) {
            for (var line = said.readLine(); line != null; line = said.readLine()) {
                log.write(line + '\n');
                progress.accept(line);
            }
        }
        var status = build.waitFor();
        Runtime.getRuntime().removeShutdownHook(endsWithUs);
        return status;
    }
}
