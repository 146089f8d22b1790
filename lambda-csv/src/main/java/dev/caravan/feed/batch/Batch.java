package dev.caravan.feed.batch;

import dev.caravan.feed.row.check.CheckedRow;
import dev.caravan.feed.row.check.Product;
import java.util.List;

/**
 * Some rows in a row, as they were checked: what goes to the catalog in one request, and what does not go at all.
 *
 * @param number which batch of the file this is, from 0
 * @param rows its rows
 */
public record Batch(int number, List<CheckedRow> rows) {

    /** What goes to the catalog. */
    public List<Product> products() {
        return rows.stream()
                .filter(CheckedRow.Accepted.class::isInstance)
                .map(row -> ((CheckedRow.Accepted) row).product())
                .toList();
    }

    /** How many rows do not go to the catalog. */
    public int rejected() {
        return (int) rows.stream().filter(CheckedRow.Rejected.class::isInstance).count();
    }

    /** The last line of its last row. */
    public long lastLine() {
        return rows.getLast().row().lastLine();
    }
}
