package dev.caravan.feed;

import java.util.List;

/**
 * Some rows in a row, as they were checked: what goes to the catalog in one request, and what does not go at all.
 *
 * @param number which batch of the file this is, from 0
 * @param rows its rows
 */
record Batch(int number, List<CheckedRow> rows) {

    /** What goes to the catalog. */
    List<Product> products() {
        return rows.stream()
                .filter(CheckedRow.Accepted.class::isInstance)
                .map(row -> ((CheckedRow.Accepted) row).product())
                .toList();
    }

    /** How many rows do not go to the catalog. */
    int rejected() {
        return (int) rows.stream().filter(CheckedRow.Rejected.class::isInstance).count();
    }

    /** The last line of its last row. */
    long lastLine() {
        return rows.getLast().row().lastLine();
    }
}
