package dev.caravan.rules.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The files of Java of a checkout's modules, tests among them; not what is built, downloaded or hidden. */
final class JavaSources {
    private static final Set<String> BUILT = Set.of("target", "node_modules");

    private JavaSources() {}

    /** Their paths from the root, with slashes, in order. */
    static List<String> of(Path root) throws IOException {
        var files = new TreeSet<String>();
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
                if (path.endsWith(".java") && (path.contains("/src/main/java/") || path.contains("/src/test/java/"))) {
                    files.add(path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return List.copyOf(files);
    }
}
