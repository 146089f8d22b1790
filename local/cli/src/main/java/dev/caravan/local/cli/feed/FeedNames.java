package dev.caravan.local.cli.feed;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How feeds are called in the bucket. */
final class FeedNames {

    private FeedNames() {}

    private static final List<String> SUFFIXES = List.of(".csv", ".tsv", ".txt");

    /** The name of a file's feed: its file name, with {@code .csv} behind it where no suffix says that it is one. */
    static String of(Path file) {
        var name = String.valueOf(file.getFileName());
        var lower = name.toLowerCase(Locale.ROOT);
        return SUFFIXES.stream().anyMatch(lower::endsWith) ? name : name + ".csv";
    }
}
