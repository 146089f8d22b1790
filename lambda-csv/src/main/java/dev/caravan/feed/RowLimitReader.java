package dev.caravan.feed;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Keeps memory flat when a quote is never closed: without it the parser would take the rest of the file for one cell.
 */
final class RowLimitReader extends FilterReader {

    /** Far above the 64 KB that a row may have, so that only a runaway quote gets here. */
    static final int LIMIT = 1024 * 1024;

    private long sinceLastRow;
    private long nextLine = 1;

    RowLimitReader(Reader in) {
        super(in);
    }

    /** Says that a row was read to its end. */
    void passed(CsvRow row) {
        sinceLastRow = 0;
        nextLine = row.lastLine() + 1;
    }

    /** The line on which the row begins that is read now. */
    long line() {
        return nextLine;
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        var count = super.read(target, from, length);
        guard(count);
        return count;
    }

    @Override
    public int read() throws IOException {
        var c = super.read();
        guard(c < 0 ? 0 : 1);
        return c;
    }

    private void guard(int count) {
        sinceLastRow += Math.max(0, count);
        if (sinceLastRow > LIMIT) {
            throw new RefusedFeedException(
                    RefusalCode.QUOTE_NOT_CLOSED,
                    "The row that begins on line " + nextLine
                            + " does not end within 1 MB. Most likely a quote (\") is opened"
                            + " there and never closed; a quote inside a quoted cell is written twice (\"\").",
                    nextLine,
                    null);
        }
    }
}
