package dev.caravan.rules.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Packages of a module that import each other, by others in between too: none of them can be understood alone. */
final class PackageCircles {
    private static final String SOURCES = "/src/main/java/";
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?([a-z0-9_]++(?:\\.[a-z0-9_]++)*+)\\.", Pattern.MULTILINE);

    private PackageCircles() {}

    /** The folders of packages in circles, and those on the way from one circle to another. */
    static List<String> of(Path root) throws IOException {
        var imports = new TreeMap<String, Set<String>>();
        for (var file : JavaSources.of(root)) {
            if (file.contains(SOURCES)) {
                var folder = file.substring(0, file.lastIndexOf('/'));
                imports.computeIfAbsent(folder, none -> new HashSet<>()).addAll(imports(root, file));
            }
        }
        return inCircles(imports);
    }

    /** The folders, in the same module, of the packages that a file imports from; some may be of other modules. */
    private static List<String> imports(Path root, String file) throws IOException {
        var sources = file.substring(0, file.indexOf(SOURCES) + SOURCES.length());
        var folders = new ArrayList<String>();
        var matcher = IMPORT.matcher(Files.readString(root.resolve(file)));
        while (matcher.find()) {
            folders.add(sources + matcher.group(1).replace('.', '/'));
        }
        return folders;
    }

    /** What is left when whoever imports nobody, and whoever is imported by nobody, has gone, again and again. */
    private static List<String> inCircles(Map<String, Set<String>> imports) {
        imports.forEach((folder, imported) -> imported.remove(folder));
        var left = new TreeSet<>(imports.keySet());
        boolean fewer;
        do {
            var imported = new HashSet<String>();
            left.forEach(folder -> imported.addAll(imports.getOrDefault(folder, Set.of())));
            fewer = left.removeIf(folder -> !imported.contains(folder)
                    || imports.getOrDefault(folder, Set.of()).stream().noneMatch(left::contains));
        } while (fewer);
        return List.copyOf(left);
    }
}
