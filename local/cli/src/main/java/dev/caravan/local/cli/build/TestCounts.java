package dev.caravan.local.cli.build;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How many tests there were, and how they ended.
 *
 * @param passed those that succeeded
 * @param failed those that failed or broke
 * @param skipped those that were not run
 */
record TestCounts(int passed, int failed, int skipped) {

    private static final Pattern SUITE = Pattern.compile("<testsuite\\b[^>]*>", Pattern.DOTALL);

    /** Counts the reports below a directory that were written after a time. */
    static TestCounts since(Instant time, Path root) throws IOException {
        var all = 0;
        var failed = 0;
        var skipped = 0;
        for (var report : reports(root, time)) {
            var suite = SUITE.matcher(Files.readString(report));
            if (suite.find()) {
                all += number(suite.group(), "tests");
                failed += number(suite.group(), "failures") + number(suite.group(), "errors");
                skipped += number(suite.group(), "skipped");
            }
        }
        return new TestCounts(all - failed - skipped, failed, skipped);
    }

    @Override
    public String toString() {
        return passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }

    private static List<Path> reports(Path root, Instant time) throws IOException {
        var reports = new ArrayList<Path>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                var name = String.valueOf(directory.getFileName());
                var uninteresting = !directory.equals(root)
                        && (name.startsWith(".") || name.equals("src") || name.equals("node_modules"));
                return uninteresting ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (String.valueOf(file.getFileName()).matches("TEST-.*\\.xml")
                        && !attributes.lastModifiedTime().toInstant().isBefore(time)) {
                    reports.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return reports;
    }

    private static int number(String element, String attribute) {
        var match = Pattern.compile("\\b" + attribute + "=\"(\\d+)\"").matcher(element);
        return match.find() ? Integer.parseInt(match.group(1)) : 0;
    }
}
