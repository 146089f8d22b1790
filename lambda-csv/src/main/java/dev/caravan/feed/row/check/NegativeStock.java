package dev.caravan.feed.row.check;

import dev.caravan.feed.row.Column;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.row.ReadingNotes;
import dev.caravan.feed.upload.Decimal;
import java.util.List;

/** In shops that sell what they do not have, a stock can be below zero; here that is none. */
public final class NegativeStock {

    private NegativeStock() {}

    /** Reads a negative whole number in the stock's cell as 0, and notes it. */
    public static void read(Header header, List<String> cells, ReadingNotes notes) {
        var position = header.positions().get(Column.STOCK_QUANTITY);
        if (position == null || position >= cells.size()) {
            return;
        }
        var stock = cells.get(position).strip();
        if (stock.startsWith("-") && Decimal.isPlain(stock.substring(1))) {
            cells.set(position, "0");
            notes.takeNegativeStockAsNone();
        }
    }
}
