package dev.caravan.rules.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many files the packages of all modules have. */
final class PackageSizes {
    /** What a reader can still look over. */
    static final int MOST = 15;

    private PackageSizes() {}

    /** The folders of packages with more than {@value #MOST} files, {@code package-info.java} not counted. */
    static List<String> tooLarge(Path root) throws IOException {
        var files = new TreeMap<String, Integer>();
        for (var file : JavaSources.of(root)) {
            if (!file.endsWith("/package-info.java")) {
                files.merge(file.substring(0, file.lastIndexOf('/')), 1, Integer::sum);
            }
        }
        return files.entrySet().stream()
                .filter(folder -> folder.getValue() > MOST)
                .map(Map.Entry::getKey)
                .toList();
    }
}
