package dev.caravan.feed;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that come back in a file of rejected rows. What was wrong with some does not show in the row itself: that an earlier row
 * of the first file had the same sku, or that its quotes were wrong, which the file of rejected rows has written properly. Such a
 * row is rejected again until somebody has corrected it.
 */
final class ResentRows {

    private static final List<String> QUOTES = List.of("quote_misplaced", "quote_not_closed");

    private final int code;
    private final int duplicateSku;

    ResentRows(Header header) {
        this.code = position(header, RejectedColumn.CODE);
        this.duplicateSku = position(header, RejectedColumn.DUPLICATE_SKU);
    }

    private static int position(Header header, RejectedColumn wanted) {
        for (int i = 0; i < header.names().size(); i++) {
            if (RejectedColumn.of(header.names().get(i)) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Takes down what was wrong with a row and still is. */
    void check(CsvRow row, @Nullable String sku, CellCheck cells) {
        if (code < 0 || row.cell(code).isEmpty()) {
            return;
        }
        var codes = Arrays.asList(row.cell(code).split(" ", -1));
        if (codes.contains("sku_duplicate") && sku != null && sku.equals(duplicateSku(row))) {
            cells.reject(
                    Column.SKU,
                    "sku_duplicate",
                    "was rejected because an earlier row has the same sku, and still has it; correct the sku or remove the"
                            + " row, or empty its " + RejectedColumn.CODE.header() + " cell if it is to count instead",
                    sku);
        }
        for (var quote : QUOTES) {
            if (codes.contains(quote)) {
                cells.reject(
                        quote,
                        "was rejected for its quotes and has been put together as well as it could be; see whether its cells"
                                + " are right, then empty its " + RejectedColumn.CODE.header() + " cell");
            }
        }
    }

    private @Nullable String duplicateSku(CsvRow row) {
        return duplicateSku < 0 ? null : CellText.of(row.cells().get(duplicateSku), true);
    }
}
