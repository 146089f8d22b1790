package dev.caravan.local.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a log, as far as it explains why a part has ended. */
final class LogTail {

    private static final int LINES = 12;
    private static final int WIDTH = 240;

    /** What the JVM says about writing a start-up cache. */
    private static final Pattern NOISE = Pattern.compile(
            "^(Temporary AOT|Launching child process|Picked up|Reading AOT|AOTCache creation|Removed temporary).*");

    private static final Pattern CAUSE =
            Pattern.compile(".*( cannot start: |^Caused by: |\\bERROR\\b|\\bFATAL\\b|Exception: |Error: ).*");

    private LogTail() {}

    /** The last lines, indented; before them the last one that names a cause, if it is not among them. */
    static String of(Path log) {
        var lines = lines(log);
        var tail = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        var cause = lines.stream()
                .filter(line -> CAUSE.matcher(line).matches())
                .reduce((former, latter) -> latter)
                .filter(line -> !tail.contains(line));
        return cause.map(line -> "\n    " + line + "\n    ...").orElse("")
                + String.join("", tail.stream().map(line -> "\n    " + line).toList());
    }

    /** What to do about it, where the log says what it is; empty where it does not. */
    static String advice(Path log) {
        return lines(log).stream().anyMatch(line -> line.contains("FlywayValidateException"))
                ? "\nThe data of this installation was made by an older build; ./caravan down --purge removes it."
                : "";
    }

    private static List<String> lines(Path log) {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !NOISE.matcher(line).matches())
                    .map(line -> line.length() > WIDTH ? line.substring(0, WIDTH) + "..." : line)
                    .toList();
        } catch (IOException e) {
            return List.of("(no log: " + e.getMessage() + ")");
        }
    }
}
