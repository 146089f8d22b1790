package dev.caravan.feed;

import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.commons.csv.CSVException;
import org.jspecify.annotations.Nullable;

/** The rows of a feed, one after the other, below their header. Blank rows are passed over. */
final class Sheet implements Iterator<CsvRow> {

    private final Iterator<CsvRow> rows;
    private final RowLimitReader reader;
    private final Header header;
    private @Nullable ShopRows shop;
    private @Nullable CsvRow next;

    /**
     * Reads the header.
     *
     * @throws RefusedFeedException if there is none, or it lacks a required column
     */
    Sheet(Iterator<CsvRow> rows, RowLimitReader reader) {
        this.rows = rows;
        this.reader = reader;
        var first = read();
        if (first == null) {
            throw new RefusedFeedException(
                    RefusalCode.FILE_EMPTY, "The file is empty. Its first line must name the columns.");
        }
        this.header = Header.of(first);
        this.shop = new ShopRows(header);
        this.next = read();
    }

    Header header() {
        return header;
    }

    /** How many rows so far are no products. */
    int passedOver() {
        return shop == null ? 0 : shop.passedOver();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public CsvRow next() {
        var row = next;
        if (row == null) {
            throw new NoSuchElementException("The sheet is at its end.");
        }
        next = read();
        return row;
    }

    private @Nullable CsvRow read() {
        try {
            while (rows.hasNext()) {
                var row = rows.next();
                reader.passed(row);
                var product = row.isBlank() ? null : shop == null ? row : shop.read(row);
                if (product != null) {
                    return product;
                }
            }
            return null;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CSVException malformed) {
                throw refusal(malformed);
            }
            throw e;
        }
    }

    private RefusedFeedException refusal(CSVException malformed) {
        var line = reader.line();
        var message = malformed.getMessage();
        return message != null && message.contains("EOF")
                ? new RefusedFeedException(
                        RefusalCode.QUOTE_NOT_CLOSED,
                        "The row that begins on line " + line
                                + " opens a quote (\") that is never closed. Close it; a quote"
                                + " inside a quoted cell is written twice (\"\").",
                        line,
                        null)
                : new RefusedFeedException(
                        RefusalCode.QUOTE_MISPLACED,
                        "The row that begins on line " + line + " has text between a closing quote (\") and the next"
                                + " delimiter. A quote inside a quoted cell is written twice (\"\").",
                        line,
                        null);
    }
}
