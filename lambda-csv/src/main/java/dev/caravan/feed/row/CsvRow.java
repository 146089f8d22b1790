package dev.caravan.feed.row;

import dev.caravan.feed.csv.CsvRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a feed.
 *
 * @param line the line on which it begins, from 1
 * @param lastLine the line on which it ends: later when cells have line breaks
 * @param cells what it says
 * @param given what stands in the file, or would say the same without the rows above
 * @param flaw what is wrong with how it is written; null if nothing is
 */
public record CsvRow(long line, long lastLine, List<String> cells, List<String> given, CsvRecord.@Nullable Flaw flaw) {

    /** What was read of the file. */
    public static CsvRow of(CsvRecord read) {
        return new CsvRow(read.line(), read.lastLine(), read.cells(), read.cells(), read.flaw());
    }

    /** The same row, understood differently. */
    public CsvRow saying(List<String> understood, List<String> toSendAgain) {
        return new CsvRow(line, lastLine, List.copyOf(understood), List.copyOf(toSendAgain), flaw);
    }

    /** A cell without the blanks around it; empty if the row has none there. */
    public String cell(int position) {
        return position < 0 || position >= cells.size()
                ? ""
                : cells.get(position).strip();
    }

    /** Whether there is nothing in it: an empty line, or nothing but delimiters. */
    public boolean isBlank() {
        for (var cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }

    /** How many characters its cells have together. */
    public int length() {
        var length = 0;
        for (var cell : given) {
            length += cell.length();
        }
        return length;
    }
}
