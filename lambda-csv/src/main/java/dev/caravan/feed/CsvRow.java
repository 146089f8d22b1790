package dev.caravan.feed;

import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * One record of the file.
 *
 * @param line the line on which it begins, from 1
 * @param lastLine the line on which it ends: later when cells have line breaks
 * @param cells what it says
 * @param given what stands in the file, or would say the same without the rows above
 */
record CsvRow(long line, long lastLine, List<String> cells, List<String> given) {

    /** What the CSV parser has just read. */
    static CsvRow of(CSVRecord read) {
        var cells = List.of(read.values());
        // The parser stands behind this record, so its first line is that many line breaks further up.
        var breaks = 0L;
        for (var cell : cells) {
            breaks += lineBreaks(cell);
        }
        var last = read.getParser().getCurrentLineNumber();
        return new CsvRow(last - breaks, last, cells, cells);
    }

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
