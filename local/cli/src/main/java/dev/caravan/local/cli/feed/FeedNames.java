package dev.caravan.local.cli.feed;

import java.nio.file.Path;
import java.util.Locale;

/** How feeds are called in the bucket. */
final class FeedNames {

    private FeedNames() {}

    /** The name of a file's feed: its file name, which must end with {@code .csv} to be imported. */
    static String of(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.toLowerCase(Locale.ROOT).endsWith(".csv") ? name : name + ".csv";
    }
}
