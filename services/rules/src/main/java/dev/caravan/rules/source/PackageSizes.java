package dev.caravan.rules.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many files the packages of all modules have. */
final class PackageSizes {
    /** What a reader can still look over. */
    static final int MOST = 15;

    private static final Set<String> BUILT = Set.of("target", "node_modules");

    private PackageSizes() {}

    /** The folders of packages with more than {@value #MOST} files, {@code package-info.java} not counted. */
    static List<String> tooLarge(Path root) throws IOException {
        var files = new TreeMap<String, Integer>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                var name = String.valueOf(folder.getFileName());
                return !folder.equals(root) && (name.startsWith(".") || BUILT.contains(name))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                var path = root.relativize(file).toString().replace('\\', '/');
                if (isSource(path)) {
                    files.merge(path.substring(0, path.lastIndexOf('/')), 1, Integer::sum);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files.entrySet().stream()
                .filter(folder -> folder.getValue() > MOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isSource(String path) {
        return path.endsWith(".java")
                && !path.endsWith("/package-info.java")
                && (path.contains("/src/main/java/") || path.contains("/src/test/java/"));
    }
}
