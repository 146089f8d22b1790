package dev.caravan.feed.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file record by record and says on which line each begins. A record whose quotes are wrong is given as one with a
 * {@link CsvRecord.Flaw} when it is certain where it ends, so that it costs no other.
 *
 * <p>It is certain in two cases. With the misplaced quote taken as text, the record has the width of the header and ends with
 * its line. Or the next two records, or all that are left, are without a flaw and have that width.
 *
 * <p>Memory is bounded by {@link #LONGEST_RECORD}, and time by the length of the text: what is looked at ahead of a bad record
 * is bounded too.
 */
public final class CsvReader {

    /** The most characters of a record, quotes and delimiters included. */
    public static final int LONGEST_RECORD = 256 * 1024;

    /** The most lines that a record with a wrong quote may have. */
    private static final int MOST_LINES = 20;

    /** How many good records make certain that the one before them has ended. */
    private static final int WITNESSES = 2;

    private final TextWindow window;
    private final RecordParser parser;
    private long line;
    private int width;

    /**
     * Begins with the next character of a text.
     *
     * @param firstLine which line of the file that is on, from 1
     */
    public CsvReader(Reader text, char delimiter, long firstLine) {
        this.line = firstLine;
        this.window = new TextWindow(text);
        this.parser = new RecordParser(window, delimiter, LONGEST_RECORD);
    }

    /** Says how many cells the header has, by which records with wrong quotes are told apart. */
    public void expect(int cells) {
        width = cells;
    }

    /**
     * The next record; null behind the last. An empty line is a record of one empty cell.
     *
     * @throws UncertainRecordException if a quote is wrong and it is not certain where its record ends
     */
    public @Nullable CsvRecord next() throws IOException {
        if (window.at(0) == TextWindow.END) {
            return null;
        }
        var parsed = parser.parse(0, false);
        var flaw = parsed.flaw();
        if (flaw == null) {
            return take(parsed.end(), parsed.lineBreaks(), parsed.cells(), null);
        }
        return flaw == CsvRecord.Flaw.TOO_LONG ? tooLong(parsed) : flawed(flaw);
    }

    private CsvRecord take(int end, int lineBreaks, List<String> cells, CsvRecord.@Nullable Flaw flaw) {
        var record = new CsvRecord(line, line + lineBreaks, List.copyOf(cells), flaw);
        window.advance(end);
        line += lineBreaks + 1L;
        return record;
    }

    /** What is too long is passed over to the end of its line, piece by piece. */
    private CsvRecord tooLong(RecordParser.Parsed parsed) throws IOException {
        var record = take(parsed.end(), parsed.lineBreaks(), parsed.cells(), CsvRecord.Flaw.TOO_LONG);
        var end = parser.nextLine(0, LONGEST_RECORD);
        while (end == LONGEST_RECORD) {
            window.advance(end);
            end = parser.nextLine(0, LONGEST_RECORD);
        }
        window.advance(end);
        return record;
    }

    private CsvRecord flawed(CsvRecord.Flaw flaw) throws IOException {
        var lenient = parser.parse(0, true);
        var end = 0;
        for (int lines = 1; width > 0 && lines <= MOST_LINES; lines++) {
            end = parser.nextLine(end, LONGEST_RECORD);
            if (end == LONGEST_RECORD) {
                break;
            }
            var whole = lenient.flaw() == null && lenient.end() == end;
            if ((whole && lenient.cells().size() == width) || isCertainBehind(end)) {
                var cells =
                        whole ? lenient.cells() : List.of(window.text(0, end).strip());
                return take(end, lines - 1, cells, flaw);
            }
            if (window.at(end) == TextWindow.END) {
                break;
            }
        }
        throw new UncertainRecordException(flaw, line);
    }

    /** Whether good records follow, or none. */
    private boolean isCertainBehind(int end) throws IOException {
        var at = end;
        var good = 0;
        while (good < WITNESSES && window.at(at) != TextWindow.END) {
            if (at - end > LONGEST_RECORD) {
                return false;
            }
            var next = parser.parse(at, false);
            if (next.flaw() != null) {
                return false;
            }
            if (!isEmptyLine(next.cells())) {
                if (next.cells().size() != width) {
                    return false;
                }
                good++;
            }
            at = next.end();
        }
        return true;
    }

    private static boolean isEmptyLine(List<String> cells) {
        return cells.size() == 1 && cells.getFirst().isBlank();
    }
}
