package dev.caravan.local.cli.build;

import java.time.Duration;
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
    private String doing = "";
    private long begunNanos = System.nanoTime();
    private long toldNanos = System.nanoTime();
    private int downloads;
    private int linesOfError;

    TestProgress(Consumer<String> out) {
        this.out = out;
    }

    /** Takes the next line of Maven's output. */
    synchronized void accept(String line) {
        var module = MODULE.matcher(line);
        var running = RUNNING.matcher(line);
        var ended = CLASS.matcher(line);
        if (module.lookingAt()) {
            begin(module.group(1));
            tell("[" + module.group(2) + "] " + module.group(1));
        } else if (running.lookingAt()) {
            begin(running.group(1));
        } else if (ended.lookingAt()) {
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
        if (System.nanoTime() - toldNanos >= SILENCE.toNanos()) {
            tell("  … " + doing + ", for "
                    + Duration.ofNanos(System.nanoTime() - begunNanos).toSeconds() + " s");
        }
    }

    private void begin(String what) {
        doing = what;
        begunNanos = System.nanoTime();
    }

    private void tell(String line) {
        toldNanos = System.nanoTime();
        out.accept(line);
    }
}
