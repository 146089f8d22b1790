package dev.caravan.feed.row.check;

import dev.caravan.feed.row.CsvRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row that was looked at: it can be sent, or it has problems. */
public sealed interface CheckedRow {

    /** The row as it stands in the file. */
    CsvRow row();

    /** The sku that the row gives, as it stands there. */
    @Nullable
    String sku();

    /** A row that says what a product is like. */
    record Accepted(CsvRow row, @Nullable String sku, Product product) implements CheckedRow {}

    /** A row that cannot be sent, with all that is wrong with it. */
    record Rejected(CsvRow row, @Nullable String sku, List<RowProblem> problems) implements CheckedRow {}
}
