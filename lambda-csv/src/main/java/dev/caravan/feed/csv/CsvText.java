package dev.caravan.feed.csv;

import dev.caravan.feed.upload.RefusedFeedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The text of a feed, about to be read.
 *
 * @param records its records, the header first
 * @param delimiter what stands between its cells
 */
public record CsvText(CsvReader records, Delimiter delimiter) {

    private static final String NAMING = "sep=";
    private static final int LONGEST_NAMING_LINE = 16;

    /**
     * Finds out how a text is delimited: by its first line, if that is one like {@code sep=;} by which spreadsheets are told,
     * and else by its header.
     *
     * @param text a reader that can step back by {@link Delimiter#LOOKAHEAD} characters
     * @throws RefusedFeedException if it names a delimiter that is none of ours
     */
    public static CsvText open(BufferedReader text) throws IOException {
        var naming = namingLine(text);
        var delimiter = naming == null ? Delimiter.detect(text) : Delimiter.named(naming);
        return new CsvText(new CsvReader(text, delimiter.character(), naming == null ? 1 : 2), delimiter);
    }

    /** Reads the first line if it names the delimiter, and returns what it names; null if it does not, with nothing read. */
    private static @Nullable String namingLine(BufferedReader text) throws IOException {
        text.mark(LONGEST_NAMING_LINE + 1);
        var beginning = new char[LONGEST_NAMING_LINE];
        var count = text.read(beginning);
        text.reset();
        var first = count < 0 ? "" : new String(beginning, 0, count);
        if (first.indexOf('\n') < 0 && first.indexOf('\r') < 0) {
            return null;
        }
        // with a tab for the delimiter, its end is no blank
        var line = first.lines().findFirst().orElse("").replace("\"", "");
        if (!line.toLowerCase(Locale.ROOT).startsWith(NAMING)) {
            return null;
        }
        text.readLine();
        return line.substring(NAMING.length());
    }
}
