package dev.caravan.feed.row.check;

import dev.caravan.feed.row.CellText;
import dev.caravan.feed.row.Column;
import dev.caravan.feed.row.CsvRow;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.row.RejectedColumn;
import dev.caravan.text.Characters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that come back in a file of rejected rows. What was wrong with some does not show in the row itself: that an earlier row
 * of the first file had the same sku, or how the row was written, which the file of rejected rows has done properly. Such a row
 * is rejected again until somebody has corrected it.
 */
public final class ResentRows {

    private static final List<String> OF_SHAPE =
            List.of("quote_misplaced", "quote_not_closed", "row_width", "row_too_long");

    private final Header header;
    private final int code;
    private final int duplicateSku;
    private final int fingerprint;

    ResentRows(Header header) {
        this.header = header;
        this.code = position(RejectedColumn.CODE);
        this.duplicateSku = position(RejectedColumn.DUPLICATE_SKU);
        this.fingerprint = position(RejectedColumn.ROW);
    }

    private int position(RejectedColumn wanted) {
        for (int i = 0; i < header.names().size(); i++) {
            if (RejectedColumn.of(header.names().get(i)) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Takes down what was wrong with a row and still is. */
    void check(CsvRow row, @Nullable String sku, CellValidator cells) {
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
        for (var shape : OF_SHAPE) {
            if (codes.contains(shape) && row.cell(fingerprint).equals(fingerprint(header, row.given()))) {
                cells.reject(
                        shape,
                        "was rejected for how it was written, and nothing about it was corrected; see whether its cells are"
                                + " right, correct them, or empty its " + RejectedColumn.CODE.header() + " cell if they"
                                + " are");
            }
        }
    }

    private @Nullable String duplicateSku(CsvRow row) {
        return duplicateSku < 0 ? null : CellText.of(row.cells().get(duplicateSku), true);
    }

    /** Tells whether somebody has changed a row since: a word that is the same for the same cells under the same header. */
    public static String fingerprint(Header header, List<String> cells) {
        var own = new ArrayList<String>();
        for (int i = 0; i < header.names().size(); i++) {
            if (RejectedColumn.of(header.names().get(i)) == null) {
                own.add(i < cells.size() ? Characters.trim(cells.get(i)).replace("\r\n", "\n") : "");
            }
        }
        // with letters, so that no spreadsheet takes it for a number
        return "row-" + Integer.toHexString(own.hashCode());
    }
}
