package dev.caravan.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What rows of other shop systems' exports mean that says less than a product, or leaves to the row above what it does not
 * repeat. Rows of all other files mean what they say.
 */
final class ShopRows {

    private static final List<String> OPTIONS = List.of("option1 value", "option2 value", "option3 value");
    private static final String NO_OPTION = "default title";

    private final Header header;
    private final int handle;
    private final List<Integer> options;
    private final int woocommerceType;
    private @Nullable CsvRow parent;
    private int passedOver;

    ShopRows(Header header) {
        this.header = header;
        var names = header.names().stream().map(Column::normalize).toList();
        var shopify = names.contains("title") && names.contains(OPTIONS.getFirst());
        this.handle = shopify ? Math.max(names.indexOf("handle"), names.indexOf("url handle")) : -1;
        this.options = OPTIONS.stream()
                .map(names::indexOf)
                .filter(position -> position >= 0)
                .toList();
        this.woocommerceType =
                names.contains("regular price") && names.contains("published") ? names.indexOf("type") : -1;
    }

    /** The row as a product; null if it is none. */
    @Nullable
    CsvRow read(CsvRow row) {
        var read = handle >= 0 ? shopify(row) : isWoocommerceParent(row) ? null : row;
        if (read == null) {
            passedOver++;
        }
        return read;
    }

    /** How many rows were no products. */
    int passedOver() {
        return passedOver;
    }

    /** A variable product only holds its variations together, a grouped one others; neither has a price. */
    private boolean isWoocommerceParent(CsvRow row) {
        var type = cell(row, woocommerceType).toLowerCase(Locale.ROOT);
        return type.equals("variable") || type.equals("grouped");
    }

    /** Only the first row of a product has its title; further ones are variants, or only add a picture. */
    private @Nullable CsvRow shopify(CsvRow marked) {
        var row = unmarked(marked);
        var first = parent;
        if (!isEmpty(Column.NAME, row)) {
            parent = row;
            return named(row);
        }
        if (first == null || !cell(first, handle).equals(cell(row, handle))) {
            return row;
        }
        if (isEmpty(Column.SKU, row) && isEmpty(Column.PRICE, row)) {
            return null;
        }
        var whole = new ArrayList<>(row.cells());
        for (var column : List.of(Column.NAME, Column.DESCRIPTION, Column.CATEGORY)) {
            var position = header.positions().get(column);
            if (position != null
                    && position < whole.size()
                    && isEmpty(column, row)
                    && position < first.cells().size()) {
                whole.set(position, first.cells().get(position));
            }
        }
        return named(row.saying(whole, whole));
    }

    /** Shopify writes an apostrophe before a sku of digits, for spreadsheets; it belongs to no sku. */
    private CsvRow unmarked(CsvRow row) {
        var sku = header.positions().get(Column.SKU);
        if (sku == null || !cell(row, sku).startsWith("'")) {
            return row;
        }
        var cells = new ArrayList<>(row.cells());
        cells.set(sku, cell(row, sku).substring(1));
        return row.saying(cells, row.given());
    }

    /** With its options behind its title, since variants are products of their own here. */
    private CsvRow named(CsvRow row) {
        var chosen = options.stream()
                .map(position -> cell(row, position))
                .filter(value ->
                        !value.isEmpty() && !value.toLowerCase(Locale.ROOT).equals(NO_OPTION))
                .toList();
        var name = header.positions().get(Column.NAME);
        if (chosen.isEmpty() || name == null || name >= row.cells().size()) {
            return row;
        }
        var cells = new ArrayList<>(row.cells());
        cells.set(name, cells.get(name).trim() + " – " + String.join(" / ", chosen));
        return row.saying(cells, row.given());
    }

    private boolean isEmpty(Column column, CsvRow row) {
        return header.value(column, row) == null;
    }

    private static String cell(CsvRow row, int position) {
        return position < 0 || position >= row.cells().size()
                ? ""
                : row.cells().get(position).trim();
    }
}
