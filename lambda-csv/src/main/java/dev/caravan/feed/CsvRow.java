package dev.caravan.feed;

import java.util.List;

/**
 * One record of the file.
 *
 * @param line the line on which it begins, from 1
 * @param lastLine the line on which it ends: later when cells have line breaks
 * @param cells what it says
 * @param given what stands in the file, or would say the same without the rows above
 */
record CsvRow(long line, long lastLine, List<String> cells, List<String> given) {

    /** The same row, understood differently. */
    CsvRow saying(List<String> understood, List<String> toSendAgain) {
        return new CsvRow(line, lastLine, List.copyOf(understood), List.copyOf(toSendAgain));
    }

    /** Whether there is nothing in it: an empty line, or nothing but delimiters. */
    boolean isBlank() {
        for (var cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }

    /** How many characters its cells have together. */
    int length() {
        var length = 0;
        for (var cell : given) {
            length += cell.length();
        }
        return length;
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
