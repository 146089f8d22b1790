package dev.caravan.feed.row.dialect;

import dev.caravan.feed.row.Column;
import dev.caravan.feed.row.CsvRow;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.row.ReadingNotes;
import dev.caravan.feed.row.check.NegativeStock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a Shopify export, or of Matrixify's. Only the first row of a product has its title; further ones are variants, or
 * only add a picture. A product that is a draft, archived or not published is passed over with all its variants.
 */
final class ShopifyRows implements ShopRows {

    private static final List<String> OPTIONS = List.of("option1 value", "option2 value", "option3 value");

    /** The columns that are read here and are no product's. */
    static final List<String> OWN = List.of(
            "handle",
            "url handle",
            "option1 name",
            "option1 value",
            "option2 name",
            "option2 value",
            "option3 name",
            "option3 value",
            "published",
            "published on online store",
            "status",
            "command");

    private static final String NO_OPTION = "default title";

    private final Header header;
    private final ReadingNotes notes;
    private final int handle;
    private final int published;
    private final int status;
    private final int command;
    private final List<Integer> options;
    private @Nullable CsvRow parent;
    private ReadingNotes.@Nullable Reason parentPassedOver;

    ShopifyRows(Header header, ReadingNotes notes) {
        this.header = header;
        this.notes = notes;
        var names = header.named();
        this.handle = names.position("handle", "url handle");
        this.published = names.position("published", "published on online store");
        this.status = names.position("status");
        this.command = names.position("command");
        this.options = names.positions(OPTIONS);
    }

    @Override
    public @Nullable CsvRow read(CsvRow marked) {
        var row = unmarked(marked);
        var first = parent;
        if (!isEmpty(Column.NAME, row) && (first == null || !isSameProduct(first, row))) {
            parent = row;
            parentPassedOver = notForSale(row);
            return parentPassedOver == null ? named(row) : passOver(row, parentPassedOver);
        }
        if (first == null || !isSameProduct(first, row)) {
            return row;
        }
        if (isEmpty(Column.SKU, row) && isEmpty(Column.PRICE, row)) {
            return passOver(row, ReadingNotes.Reason.PICTURE);
        }
        if (parentPassedOver != null) {
            return passOver(row, parentPassedOver);
        }
        return variant(first, row);
    }

    private boolean isSameProduct(CsvRow first, CsvRow row) {
        return !row.cell(handle).isEmpty() && first.cell(handle).equals(row.cell(handle));
    }

    private @Nullable CsvRow passOver(CsvRow row, ReadingNotes.Reason reason) {
        notes.passOver(row, header.value(Column.SKU, row), reason);
        return null;
    }

    private ReadingNotes.@Nullable Reason notForSale(CsvRow row) {
        if (row.cell(command).equalsIgnoreCase("delete")) {
            return ReadingNotes.Reason.DELETED;
        }
        return switch (row.cell(status).toLowerCase(Locale.ROOT)) {
            case "draft" -> ReadingNotes.Reason.DRAFT;
            case "archived" -> ReadingNotes.Reason.ARCHIVED;
            case "unlisted" -> ReadingNotes.Reason.UNPUBLISHED;
            default -> row.cell(published).equalsIgnoreCase("false") ? ReadingNotes.Reason.UNPUBLISHED : null;
        };
    }

    /** A variant has from the row of its product what it does not say itself. */
    private CsvRow variant(CsvRow first, CsvRow row) {
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
        if (sku == null || !row.cell(sku).startsWith("'")) {
            return row;
        }
        var cells = new ArrayList<>(row.cells());
        cells.set(sku, row.cell(sku).substring(1));
        return row.saying(cells, row.given());
    }

    /** With its options behind its title, since variants are products of their own here. */
    private CsvRow named(CsvRow row) {
        var chosen = options.stream()
                .map(row::cell)
                .filter(value ->
                        !value.isEmpty() && !value.toLowerCase(Locale.ROOT).equals(NO_OPTION))
                .toList();
        var name = header.positions().get(Column.NAME);
        var cells = new ArrayList<>(row.cells());
        if (!chosen.isEmpty() && name != null && name < cells.size()) {
            cells.set(name, cells.get(name).strip() + " – " + String.join(" / ", chosen));
        }
        NegativeStock.read(header, cells, notes);
        return row.saying(cells, row.given());
    }

    private boolean isEmpty(Column column, CsvRow row) {
        return header.value(column, row) == null;
    }
}
