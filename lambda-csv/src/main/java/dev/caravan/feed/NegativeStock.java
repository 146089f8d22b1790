package dev.caravan.feed;

import java.util.List;

/** In shops that sell what they do not have, a stock can be below zero; here that is none. */
final class NegativeStock {

    private NegativeStock() {}

    /** Reads a negative whole number in the stock's cell as 0, and notes it. */
    static void read(Header header, List<String> cells, ReadingNotes notes) {
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
