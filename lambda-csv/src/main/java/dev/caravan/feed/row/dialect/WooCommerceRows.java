package dev.caravan.feed.row.dialect;

import dev.caravan.feed.row.Column;
import dev.caravan.feed.row.CsvRow;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.row.ReadingNotes;
import dev.caravan.feed.row.check.NegativeStock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a WooCommerce export, whose column names are in the language of the shop. A variable product only holds its
 * variations together, a grouped one others; what is not published is passed over, with its variations. A variation whose
 * stock is {@code parent} shares its parent's, and has from it the category that it does not say itself.
 */
final class WooCommerceRows implements ShopRows {

    static final String[] TYPE = {"type", "typ", "tipo"};
    static final String[] PUBLISHED = {
        "published", "veröffentlicht", "publié", "publicado", "pubblicato", "gepubliceerd"
    };
    static final String[] IN_STOCK = {
        "in stock?",
        "vorrätig?",
        "auf lager?",
        "en stock ?",
        "¿en inventario?",
        "¿existencias?",
        "in stock?",
        "op voorraad?"
    };
    static final String[] PARENT = {"parent", "übergeordnetes produkt", "übergeordnet", "superior", "genitore", "hoofd"
    };

    private static final String[] ID = {"id", "identifiant"};
    private static final String BY_ID = "id:";

    /** So many parents are remembered; a variation stands near its parent in all but the strangest files. */
    private static final int PARENTS_KEPT = 10_000;

    private final Header header;
    private final ReadingNotes notes;
    private final int id;
    private final int type;
    private final int published;
    private final int inStock;
    private final int parent;
    private final Map<String, Parent> parents = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Parent> eldest) {
            return size() > PARENTS_KEPT;
        }
    };

    WooCommerceRows(Header header, ReadingNotes notes) {
        this.header = header;
        this.notes = notes;
        var names = header.named();
        this.id = names.position(ID);
        this.type = names.position(TYPE);
        this.published = names.position(PUBLISHED);
        this.inStock = names.position(IN_STOCK);
        this.parent = names.position(PARENT);
    }

    /** What variations have from the product that holds them together. */
    private record Parent(
            @Nullable String stock, @Nullable String category, ReadingNotes.@Nullable Reason notForSale) {}

    @Override
    public @Nullable CsvRow read(CsvRow row) {
        var types =
                List.of(row.cell(type).toLowerCase(Locale.ROOT).replace(" ", "").split(",", -1));
        var notForSale = notForSale(row);
        if (types.contains("variable") || types.contains("grouped")) {
            remember(row, notForSale);
            return passOver(row, ReadingNotes.Reason.HOLDS_VARIANTS);
        }
        var above = types.contains("variation") ? parents.get(row.cell(parent).toLowerCase(Locale.ROOT)) : null;
        var reason = above != null && above.notForSale() != null ? above.notForSale() : notForSale;
        return reason == null ? product(row, above) : passOver(row, reason);
    }

    private void remember(CsvRow row, ReadingNotes.@Nullable Reason notForSale) {
        var held = new Parent(header.value(Column.STOCK_QUANTITY, row), header.value(Column.CATEGORY, row), notForSale);
        var sku = header.value(Column.SKU, row);
        if (sku != null) {
            parents.put(sku.toLowerCase(Locale.ROOT), held);
        }
        if (!row.cell(id).isEmpty()) {
            parents.put(BY_ID + row.cell(id), held);
        }
    }

    private ReadingNotes.@Nullable Reason notForSale(CsvRow row) {
        return switch (row.cell(published)) {
            case "-1" -> ReadingNotes.Reason.DRAFT;
            case "0" -> ReadingNotes.Reason.UNPUBLISHED;
            default -> null;
        };
    }

    private @Nullable CsvRow passOver(CsvRow row, ReadingNotes.Reason reason) {
        notes.passOver(row, header.value(Column.SKU, row), reason);
        return null;
    }

    private CsvRow product(CsvRow row, @Nullable Parent above) {
        var cells = new ArrayList<>(row.cells());
        var stock = header.positions().get(Column.STOCK_QUANTITY);
        if (stock != null && row.cell(stock).equalsIgnoreCase("parent")) {
            cells.set(stock, above == null || above.stock() == null ? "" : above.stock());
        }
        var category = header.positions().get(Column.CATEGORY);
        if (category != null && category < cells.size() && row.cell(category).isEmpty() && above != null) {
            cells.set(category, above.category() == null ? "" : above.category());
        }
        var toSendAgain = List.copyOf(cells);
        NegativeStock.read(header, cells, notes);
        var understood = row.saying(cells, toSendAgain);
        if (row.cell(inStock).equals("1") && header.value(Column.STOCK_QUANTITY, understood) == null) {
            notes.missNumberInStock();
        }
        return understood;
    }
}
