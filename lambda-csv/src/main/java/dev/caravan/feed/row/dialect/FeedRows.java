package dev.caravan.feed.row.dialect;

import dev.caravan.feed.csv.CsvReader;
import dev.caravan.feed.csv.CsvRecord;
import dev.caravan.feed.csv.UncertainRecordException;
import dev.caravan.feed.row.CsvRow;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.row.HeaderNames;
import dev.caravan.feed.row.ReadingNotes;
import dev.caravan.feed.upload.RefusalCode;
import dev.caravan.feed.upload.RefusedFeedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The rows of a feed that speak of products, one after the other, below their header. */
public final class FeedRows implements Iterator<CsvRow> {

    private final CsvReader records;
    private final Header header;
    private final ShopRows shop;
    private final ReadingNotes notes = new ReadingNotes();
    private @Nullable CsvRow next;

    /**
     * Reads the header.
     *
     * @throws RefusedFeedException if there is none, or it lacks a required column
     */
    public FeedRows(CsvReader records) {
        this.records = records;
        var first = read();
        if (first == null) {
            throw new RefusedFeedException(
                    RefusalCode.FILE_EMPTY, "The file is empty. Its first line must name the columns.");
        }
        records.expect(first.cells().size());
        var names = new HeaderNames(first.cells());
        var export = ShopExport.of(names);
        this.header = Header.of(first, names, export.ownColumns(names));
        this.shop = export.rows(header, notes);
        this.next = nextProduct();
    }

    /** The first row, understood. */
    public Header header() {
        return header;
    }

    /** What was found so far that does not show in the rows. */
    public ReadingNotes notes() {
        return notes;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public CsvRow next() {
        var row = next;
        if (row == null) {
            throw new NoSuchElementException("The feed is at its end.");
        }
        next = nextProduct();
        return row;
    }

    private @Nullable CsvRow nextProduct() {
        for (var row = read(); row != null; row = read()) {
            if (row.flaw() != null) {
                return row;
            }
            var product = shop.read(row);
            if (product != null) {
                return product;
            }
        }
        return null;
    }

    /** The next row that is not blank. */
    private @Nullable CsvRow read() {
        try {
            for (var record = records.next(); record != null; record = records.next()) {
                var row = CsvRow.of(record);
                if (!row.isBlank()) {
                    return row;
                }
            }
            return null;
        } catch (UncertainRecordException e) {
            throw refusal(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RefusedFeedException refusal(UncertainRecordException uncertain) {
        var line = uncertain.line();
        return uncertain.flaw() == CsvRecord.Flaw.QUOTE_NOT_CLOSED
                ? new RefusedFeedException(
                        RefusalCode.QUOTE_NOT_CLOSED,
                        "The row that begins on line " + line + " opens a quote (\") that is never closed, and the rows"
                                + " behind it do not show where it ends. Close it; a quote inside a quoted cell is"
                                + " written twice (\"\").",
                        line,
                        null)
                : new RefusedFeedException(
                        RefusalCode.QUOTE_MISPLACED,
                        "The row that begins on line " + line + " has text between a closing quote (\") and the next"
                                + " delimiter, and the rows behind it do not show where it ends. A quote inside a quoted"
                                + " cell is written twice (\"\").",
                        line,
                        null);
    }
}
