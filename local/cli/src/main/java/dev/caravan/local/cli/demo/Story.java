package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Tells what happens, step by step, and ends at the first step that does not hold. */
@SuppressWarnings("AnnotateFormatMethod") // its library is not worth a dependency: a wrong format fails the demo
final class Story {

    private final PrintStream out;
    private final Instant begun = Instant.now();
    private int acts;
    private int checks;

    Story(PrintStream out) {
        this.out = out;
    }

    /** Begins an act. */
    void act(String title) {
        acts++;
        out.printf("%n%d. %s%n", acts, title);
        out.flush();
    }

    /** Tells something. */
    void tell(String format, Object... values) {
        out.printf("   " + format + "%n", values);
        out.flush();
    }

    /**
     * Claims something that has been checked against the demo's own count.
     *
     * @throws Failure if it does not hold
     */
    void check(boolean holds, String format, Object... values) {
        var claim = String.format(format, values);
        if (!holds) {
            throw new Failure("The demo does not hold: " + claim);
        }
        checks++;
        out.println("   \u2713 " + claim);
        out.flush();
    }

    /**
     * Claims that two values are equal.
     *
     * @throws Failure if they are not, with both
     */
    void checkEqual(Object expected, Object actual, String format, Object... values) {
        var claim = String.format(format, values);
        check(
                expected.equals(actual),
                "%s%s",
                claim,
                expected.equals(actual) ? "" : " (expected " + expected + ", found " + actual + ")");
    }

    /** Ends the story. */
    void end() {
        out.printf(
                "%nAll of it held: %d checks in %s.%n",
                checks, Progress.seconds(Duration.between(begun, Instant.now())));
    }
}
