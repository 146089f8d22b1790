package dev.caravan.feed.batch;

import dev.caravan.feed.row.CsvRow;
import dev.caravan.feed.row.check.CheckedRow;
import dev.caravan.feed.row.check.RowValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;

/** Takes checked rows together as they are asked for, so that no more than one batch is in memory. */
public final class Batches implements Iterator<Batch> {

    /** A batch ends early when its cells reach this many characters; the catalog takes 8 MiB of JSON. */
    static final int LARGEST = 512 * 1024;

    private final Iterator<CsvRow> rows;
    private final RowValidator check;
    private final int size;
    private final BooleanSupplier enough;
    private int number;

    /**
     * @param size the most rows of a batch
     * @param enough says, before each batch, whether to end here
     */
    public Batches(Iterator<CsvRow> rows, RowValidator check, int size, BooleanSupplier enough) {
        this.rows = rows;
        this.check = check;
        this.size = size;
        this.enough = enough;
    }

    /** Passes over what an earlier invocation has done. The rows are still checked, since later ones refer to them. */
    public Batches skip(long rowsDone, int batchesDone) throws IOException {
        for (long i = 0; i < rowsDone && rows.hasNext(); i++) {
            check.check(rows.next());
        }
        number = batchesDone;
        return this;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext() && !enough.getAsBoolean();
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more rows.");
        }
        var batch = new ArrayList<CheckedRow>(size);
        var length = 0;
        while (rows.hasNext() && batch.size() < size && length < LARGEST) {
            var row = rows.next();
            length += row.length();
            try {
                batch.add(check.check(row));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Batch(number++, batch);
    }
}
