package dev.caravan.local.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log. */
final class LogTail {

    private LogTail() {}

    /** The last lines, indented; empty if there is no log. */
    static String of(Path log, int count) {
        return String.join(
                "", lines(log, count).stream().map(line -> "\n    " + line).toList());
    }

    /** The last lines. */
    static List<String> lines(Path log, int count) {
        try {
            var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of(); // the part has not written anything
        }
    }
}
