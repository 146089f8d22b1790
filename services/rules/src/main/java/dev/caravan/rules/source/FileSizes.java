package dev.caravan.rules.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How long the source files of all modules are. */
final class FileSizes {
    /** What a reader can still keep in mind. */
    static final int MOST = 300;

    private FileSizes() {}

    /** The files of Java with more than {@value #MOST} lines. */
    static List<String> tooLong(Path root) throws IOException {
        return JavaSources.of(root).stream()
                .filter(file -> lines(root.resolve(file)) > MOST)
                .toList();
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
