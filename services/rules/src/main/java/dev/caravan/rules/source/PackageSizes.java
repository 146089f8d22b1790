package dev.caravan.rules.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How many files the packages of all modules have. */
final class PackageSizes {
    /** What a reader can still look over. */
    static final int MOST = 15;

    private PackageSizes() {}

    /** The folders of packages with more than {@value #MOST} files, {@code package-info.java} not counted. */
    static List<String> tooLarge(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(PackageSizes::isSource)
                    .collect(Collectors.groupingBy(
                            (Function<String, String>) file -> file.substring(0, file.lastIndexOf('/')),
                            Collectors.counting()))
                    .entrySet()
                    .stream()
                    .filter(folder -> folder.getValue() > MOST)
                    .map(folder -> folder.getKey())
                    .sorted()
                    .toList();
        }
    }

    private static boolean isSource(String file) {
        return file.endsWith(".java")
                && !file.endsWith("/package-info.java")
                && (file.contains("/src/main/java/") || file.contains("/src/test/java/"))
                && !file.contains("/target/")
                && !file.startsWith(".");
    }
}
