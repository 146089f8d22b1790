package dev.caravan.local.cli.build;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What of Maven's output a person waits for: which module of how many, each test class with its count and time, and all that
 * went wrong. The rest is in the log.
 */
final class TestProgress {
    private static final Pattern MODULE = Pattern.compile("\\[INFO] Building (\\S.*\\S)\\s+\\S+\\s+\\[(\\d+/\\d+)]");
    private static final Pattern RUNNING = Pattern.compile("\\[INFO] Running (?:\\w+\\.)*(\\w+)");
    private static final Pattern CLASS = Pattern.compile(
            "\\[(INFO|WARNING|ERROR)] Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+), Skipped: \\d+, "
                    + "Time elapsed: ([\\d.]+) s.* -- in (?:\\w+\\.)*(\\w+)");
    private static final Pattern DOWNLOADED = Pattern.compile("(\\[INFO] )?Downloaded from .*");
    private static final int DOWNLOADS_TOLD = 100;
    /** How many lines of a stack trace or a compiler's message follow an error. */
    private static final int LINES_OF_AN_ERROR = 12;

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Consumer<String> out;
    private String module = "";
    /** When each test class began that is running. */
    private final Map<String, Long> running = new LinkedHashMap<>();

    private long toldNanos = System.nanoTime();
    private int downloads;
    private int linesOfError;

    TestProgress(Consumer<String> out) {
        this.out = out;
    }

    /** Takes the next line of Maven's output. */
    synchronized void accept(String line) {
        var building = MODULE.matcher(line);
        var begun = RUNNING.matcher(line);
        var ended = CLASS.matcher(line);
        if (building.lookingAt()) {
            module = building.group(1);
            tell("[" + building.group(2) + "] " + module);
        } else if (begun.lookingAt()) {
            running.put(begun.group(1), System.nanoTime());
        } else if (ended.lookingAt()) {
            running.remove(ended.group(6));
            var held = ended.group(3).equals("0") && ended.group(4).equals("0");
            tell("  " + (held ? "" : "✗ ") + ended.group(6) + ": " + ended.group(2) + " tests, " + ended.group(5)
                    + " s");
        } else if (DOWNLOADED.matcher(line).lookingAt()) {
            if (++downloads % DOWNLOADS_TOLD == 0) {
                tell("  downloaded " + downloads + " files");
            }
        } else if (line.startsWith("[ERROR]") || (line.startsWith("[WARNING]") && line.contains(".java:"))) {
            linesOfError = LINES_OF_AN_ERROR;
            tell(line);
        } else if (line.startsWith("[")) {
            linesOfError = 0;
        } else if (linesOfError > 0 && !line.isBlank()) {
            linesOfError--;
            tell(line);
        }
    }

    /** Says what is being done where nothing was said for long; to be called now and then. */
    synchronized void breakSilence() {
        var now = System.nanoTime();
        if (now - toldNanos >= SILENCE.toNanos()) {
            var doing = running.entrySet().stream()
                    .map(test -> test.getKey() + ", for "
                            + Duration.ofNanos(now - test.getValue()).toSeconds() + " s")
                    .toList();
            tell("  … " + (doing.isEmpty() ? module : String.join("; ", doing)));
        }
    }

    private void tell(String line) {
        toldNanos = System.nanoTime();
        out.accept(line);
    }
}
