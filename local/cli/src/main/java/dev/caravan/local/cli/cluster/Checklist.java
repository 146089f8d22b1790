package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs checks, says at once how each went, and counts them. Checks may run side by side. */
final class Checklist {

    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    /** Something that holds, or throws or returns what does not. */
    interface Check {
        /**
         * Looks.
         *
         * @return one sentence for each thing that does not hold
         */
        List<String> findings() throws Exception;
    }

    /** Runs a check. */
    void check(String name, Check check) throws InterruptedException {
        var begun = System.nanoTime();
        var findings = run(check);
        var seconds = Progress.seconds(Duration.ofNanos(System.nanoTime() - begun));
        var text = new StringBuilder();
        if (findings.isEmpty()) {
            passed.incrementAndGet();
            text.append("✓ ").append(name).append("  (").append(seconds).append(")\n");
        } else {
            failed.incrementAndGet();
            text.append("✗ ").append(name).append("  (").append(seconds).append(")\n");
            findings.forEach(finding -> text.append("    ").append(finding).append('\n'));
        }
        System.out.print(text);
        System.out.flush();
    }

    private static List<String> run(Check check) throws InterruptedException {
        try {
            return check.findings();
        } catch (InterruptedException e) {
            throw e;
        } catch (Failure e) {
            return List.of(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            return List.of("The check itself failed: " + e);
        }
    }

    boolean allHold() {
        return failed.get() == 0 && passed.get() > 0;
    }

    /** The count, as the last line of a test run has it. */
    @Override
    public String toString() {
        return passed + " passed, " + failed + " failed";
    }
}
