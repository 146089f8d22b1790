package dev.caravan.feed;

import java.util.List;

/** Some rows in a row, as they were checked: what goes to the catalog in one request, and what does not go at all. */
record Batch(List<CheckedRow> rows) {

    /** The rows that go to the catalog. */
    List<CheckedRow.Accepted> accepted() {
        return rows.stream()
                .filter(CheckedRow.Accepted.class::isInstance)
                .map(CheckedRow.Accepted.class::cast)
                .toList();
    }
}
