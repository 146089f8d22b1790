package dev.caravan.feed.row.dialect;

import dev.caravan.feed.row.Column;
import dev.caravan.feed.row.CsvRow;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.row.ReadingNotes;
import dev.caravan.feed.row.check.NegativeStock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a Magento (Adobe Commerce) export. A configurable, grouped or bundle product only holds others together; a row with a
 * store view says the words of the product above it in another language; a product that is not online is passed over.
 */
final class MagentoRows implements ShopRows {

    /** The columns that are read here and are no product's. */
    static final List<String> OWN = List.of("product type", "product online", "store view code", "is in stock");

    private static final Set<String> HOLDERS = Set.of("configurable", "grouped", "bundle");
    private static final String NOT_ONLINE = "2";

    private final Header header;
    private final ReadingNotes notes;
    private final int type;
    private final int online;
    private final int storeView;
    private final int inStock;
    private @Nullable String lastSku;

    MagentoRows(Header header, ReadingNotes notes) {
        this.header = header;
        this.notes = notes;
        var names = header.named();
        this.type = names.position("product type");
        this.online = names.position("product online");
        this.storeView = names.position("store view code");
        this.inStock = names.position("is in stock");
    }

    @Override
    public @Nullable CsvRow read(CsvRow row) {
        var sku = header.value(Column.SKU, row);
        var reason = notAProduct(row, sku);
        lastSku = sku;
        if (reason != null) {
            notes.passOver(row, sku, reason);
            return null;
        }
        var cells = new ArrayList<>(row.cells());
        NegativeStock.read(header, cells, notes);
        var understood = row.saying(cells, row.given());
        if (row.cell(inStock).equals("1") && header.value(Column.STOCK_QUANTITY, understood) == null) {
            notes.missNumberInStock();
        }
        return understood;
    }

    private ReadingNotes.@Nullable Reason notAProduct(CsvRow row, @Nullable String sku) {
        if (!row.cell(storeView).isEmpty() && sku != null && sku.equals(lastSku)) {
            return ReadingNotes.Reason.STORE_VIEW;
        }
        if (HOLDERS.contains(row.cell(type).toLowerCase(Locale.ROOT))) {
            return ReadingNotes.Reason.HOLDS_VARIANTS;
        }
        return row.cell(online).equals(NOT_ONLINE) ? ReadingNotes.Reason.UNPUBLISHED : null;
    }
}
