package dev.caravan.feed;

import java.util.List;

/**
 * One record of the file as it was read.
 *
 * @param line the line on which it begins, from 1
 * @param cells its cells, as they stand in the file
 */
record CsvRow(long line, List<String> cells) {

    /** Whether there is nothing in it: an empty line, or nothing but delimiters. */
    boolean isBlank() {
        return cells.stream().allMatch(String::isBlank);
    }

    /** How many characters its cells have together. */
    int length() {
        return cells.stream().mapToInt(String::length).sum();
    }

    /** The line on which it ends: later than {@link #line()} when cells have line breaks. */
    long lastLine() {
        return line + cells.stream().mapToLong(CsvRow::lineBreaks).sum();
    }

    /** How many line breaks a cell has; CR LF is one. */
    static long lineBreaks(String cell) {
        var breaks = 0L;
        for (int i = 0; i < cell.length(); i++) {
            var c = cell.charAt(i);
            if (c == '\r' || (c == '\n' && (i == 0 || cell.charAt(i - 1) != '\r'))) {
                breaks++;
            }
        }
        return breaks;
    }
}
