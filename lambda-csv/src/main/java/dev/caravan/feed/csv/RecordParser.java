package dev.caravan.feed.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record at a given place of the text: RFC 4180, and further as spreadsheets write it. A quoted cell may have blanks
 * around it; where quotes after a blank or after {@code =} make no sense as quotes, they are text.
 */
final class RecordParser {

    private static final char QUOTE = '"';

    private final TextWindow window;
    private final char delimiter;
    private final int longest;
    private final StringBuilder cell = new StringBuilder();
    private int position;
    private int lineBreaks;

    RecordParser(TextWindow window, char delimiter, int longest) {
        this.window = window;
        this.delimiter = delimiter;
        this.longest = longest;
    }

    /**
     * A record.
     *
     * @param end where the next one begins
     * @param lineBreaks how many line breaks are in it, without the one that ends it
     * @param cells what its cells hold, up to the flaw
     * @param flaw what is wrong; null if nothing is
     */
    record Parsed(int end, int lineBreaks, List<String> cells, CsvRecord.@Nullable Flaw flaw) {}

    /**
     * Reads the record that begins somewhere; stops at a flaw.
     *
     * @param lenient whether a quote within a quoted cell that nothing but text follows is text
     */
    Parsed parse(int from, boolean lenient) throws IOException {
        var cells = new ArrayList<String>();
        position = from;
        lineBreaks = 0;
        while (true) {
            var flaw = readCell(cells, lenient);
            if (flaw == null && position - from > longest) {
                flaw = CsvRecord.Flaw.TOO_LONG;
            }
            if (flaw != null) {
                return new Parsed(position, lineBreaks, cells, flaw);
            }
            if (window.at(position) != delimiter) {
                return new Parsed(afterLineEnd(position), lineBreaks, cells, null);
            }
            position++;
        }
    }

    /** The beginning of the line that follows on the one that a position is on; a limit where that line reaches it. */
    int nextLine(int from, int limit) throws IOException {
        var end = window.cellEnd(from, '\n', limit);
        return end < limit ? afterLineEnd(end) : limit;
    }

    private int afterLineEnd(int at) throws IOException {
        var c = window.at(at);
        if (c == '\r' && window.at(at + 1) == '\n') {
            return at + 2;
        }
        return c == TextWindow.END ? at : at + 1;
    }

    private CsvRecord.@Nullable Flaw readCell(List<String> cells, boolean lenient) throws IOException {
        var begin = position;
        var at = begin;
        while (isBlank(window.at(at))) {
            at++;
        }
        var formula = window.at(at) == '=';
        var quote = formula ? at + 1 : at;
        if (window.at(quote) == QUOTE) {
            var breaksBefore = lineBreaks;
            var certain = quote == begin;
            var flaw = readQuoted(quote + 1, begin, lenient && certain);
            if (flaw == null) {
                cells.add(formula ? "=\"" + cell + '"' : cell.toString());
                return null;
            }
            if (certain) {
                return flaw;
            }
            lineBreaks = breaksBefore;
        }
        return readUnquoted(begin, at, cells);
    }

    private CsvRecord.@Nullable Flaw readUnquoted(int begin, int from, List<String> cells) throws IOException {
        var limit = begin + longest;
        position = window.cellEnd(from, delimiter, limit);
        if (position >= limit) {
            return CsvRecord.Flaw.TOO_LONG;
        }
        cells.add(window.text(begin, position));
        return null;
    }

    /** Reads from behind an opening quote to the delimiter or line end behind the closing one. */
    private CsvRecord.@Nullable Flaw readQuoted(int from, int begin, boolean lenient) throws IOException {
        cell.setLength(0);
        var at = from;
        var copied = from;
        while (true) {
            var c = window.at(at);
            if (c == TextWindow.END || at - begin > longest) {
                position = at;
                return CsvRecord.Flaw.QUOTE_NOT_CLOSED;
            }
            if (c == '\n' || (c == '\r' && window.at(at + 1) != '\n')) {
                lineBreaks++;
            }
            at++;
            if (c != QUOTE) {
                continue;
            }
            if (window.at(at) == QUOTE) {
                window.appendTo(cell, copied, at);
                at++;
                copied = at;
                continue;
            }
            var after = at;
            while (isBlank(window.at(after))) {
                after++;
            }
            if (window.at(after) == delimiter || isLineEnd(window.at(after))) {
                window.appendTo(cell, copied, at - 1);
                position = after;
                return null;
            }
            if (!lenient) {
                position = at;
                return CsvRecord.Flaw.QUOTE_MISPLACED;
            }
        }
    }

    private boolean isBlank(int c) {
        return c == ' ' || (c == '\t' && delimiter != '\t');
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r' || c == TextWindow.END;
    }
}
