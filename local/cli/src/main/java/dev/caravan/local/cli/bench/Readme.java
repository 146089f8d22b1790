package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.platform.Failure;

/** The page of figures: each benchmark has its place between two comments. */
final class Readme {

    private Readme() {}

    /** The page with the table of a benchmark replaced. */
    static String replace(String page, String name, String table) {
        var begin = "<!-- begin " + name + " -->";
        var end = "<!-- end " + name + " -->";
        var from = page.indexOf(begin);
        var to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new Failure("bench/README.md has no place for " + name + ": " + begin + " ... " + end);
        }
        return page.substring(0, from + begin.length()) + "\n" + table + page.substring(to);
    }
}
