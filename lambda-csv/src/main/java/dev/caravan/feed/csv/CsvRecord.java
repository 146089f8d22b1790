package dev.caravan.feed.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a file.
 *
 * @param line the line on which it begins, from 1
 * @param lastLine the line on which it ends: later when cells have line breaks
 * @param cells what its cells hold; of a record with a flaw, as near as it can be read
 * @param flaw what is wrong with how it is written; null if nothing is
 */
public record CsvRecord(
        long line,
        long lastLine,
        List<String> cells,
        @Nullable Flaw flaw) {

    /** How a record can be written wrongly and still be told from those around it. */
    public enum Flaw {
        /** Text stands between a closing quote and the next delimiter. */
        QUOTE_MISPLACED,
        /** A quote is opened and not closed. */
        QUOTE_NOT_CLOSED,
        /** It is longer than {@link CsvReader#LONGEST_RECORD}; only its beginning was kept. */
        TOO_LONG
    }
}
