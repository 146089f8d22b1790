package dev.caravan.local.cli.build;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs every test. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Run every test: the Maven build with all its checks.",
        footer = "The last line counts the tests: N passed, N failed, N skipped.")
public final class TestCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException, InterruptedException {
        var root = Installation.current().root();
        var begun = Instant.now();
        var builder = new ProcessBuilder("./mvnw", "-B", "-fae", "verify")
                .directory(root.toFile())
                .inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var build = builder.start();
        var endsWithUs = new Thread(build::destroy);
        Runtime.getRuntime().addShutdownHook(endsWithUs);
        var status = build.waitFor();
        Runtime.getRuntime().removeShutdownHook(endsWithUs);
        var counts = TestCounts.since(begun, root);
        System.out.println(counts);
        if (status == 0 && counts.passed() == 0) {
            throw new Failure("The build succeeded without running a single test, which cannot be right.");
        }
        return status == 0 && counts.failed() == 0 ? 0 : 1;
    }
}
