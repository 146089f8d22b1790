package dev.caravan.feed.row.check;

import dev.caravan.feed.row.Column;
import dev.caravan.feed.row.CsvRow;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.upload.Excerpt;
import dev.caravan.feed.upload.ImportOptions;
import dev.caravan.text.Currencies;
import dev.caravan.text.Keys;
import dev.caravan.text.ProductLimits;
import dev.caravan.text.SpreadsheetText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides whether a row can be sent, and says all that is wrong with it otherwise. The rules are the catalog's own. */
public final class RowValidator {

    /** The most bytes that the cells of a row may have together. */
    static final int LONGEST_ROW = 64 * 1024;

    private final Header header;
    private final DuplicateSkus.Lookup duplicates;
    private final GeneratedSku generated;
    private final ImportOptions options;
    private final ResentRows resent;
    private long namesCut;

    /** Checks rows of a file with this header; the lookup goes along with its rows from the first. */
    public RowValidator(Header header, DuplicateSkus.Lookup duplicates, GeneratedSku generated, ImportOptions options) {
        this.header = header;
        this.duplicates = duplicates;
        this.generated = generated;
        this.options = options;
        this.resent = new ResentRows(header);
    }

    /** The sku by which a row is known to be another one's duplicate; null if there is none that counts. */
    public static @Nullable String identity(Header header, CsvRow row) {
        var cells = new CellValidator(header, row);
        checkShape(header, row, cells);
        return cells.problems().isEmpty() ? cells.text(Column.SKU, ProductLimits.LONGEST_SKU) : null;
    }

    /** Looks at a row. Each row of a file is to be shown once and in order. */
    public CheckedRow check(CsvRow row) throws IOException {
        var earlier = duplicates.next();
        var cells = new CellValidator(header, row);
        checkShape(header, row, cells);
        if (!cells.problems().isEmpty()) {
            var legible =
                    row.flaw() == null || row.cells().size() >= header.names().size();
            return new CheckedRow.Rejected(row, legible ? header.value(Column.SKU, row) : null, cells.problems());
        }
        var sku = sku(row, cells, earlier);
        if (earlier == 0) {
            resent.check(row, sku, cells);
        }
        var price = price(cells);
        var product = new Product(
                sku == null ? generated.forLine(row.line()) : sku,
                name(cells),
                cells.text(Column.DESCRIPTION, ProductLimits.LONGEST_DESCRIPTION),
                price == null ? null : price.amount(),
                currency(cells, price),
                cells.text(Column.CATEGORY, ProductLimits.LONGEST_CATEGORY),
                stock(cells));
        return cells.problems().isEmpty()
                ? new CheckedRow.Accepted(row, sku, product)
                : new CheckedRow.Rejected(row, header.value(Column.SKU, row), cells.problems());
    }

    private static void checkShape(Header header, CsvRow row, CellValidator cells) {
        if (row.flaw() != null) {
            cells.reject(row.flaw());
            return;
        }
        var expected = header.names().size();
        var actual = row.cells().size();
        var surplus = row.cells().subList(Math.min(expected, actual), actual);
        if (actual < expected || !surplus.stream().allMatch(String::isBlank)) {
            cells.reject(
                    "row_width",
                    "has " + actual + (actual == 1 ? " cell" : " cells") + " where the header has " + expected
                            + "; a cell that contains the delimiter needs quotes around it");
        }
        if (row.length() > LONGEST_ROW / 4) {
            var bytes = row.cells().stream()
                    .mapToInt(cell -> cell.getBytes(StandardCharsets.UTF_8).length)
                    .sum();
            if (bytes > LONGEST_ROW) {
                cells.reject("row_too_long", "has " + bytes + " bytes; a row may have " + LONGEST_ROW + " at most");
            }
        }
    }

    private @Nullable String sku(CsvRow row, CellValidator cells, int earlier) {
        var sku = cells.text(Column.SKU, ProductLimits.LONGEST_SKU);
        if (sku == null) {
            return null;
        }
        if (SpreadsheetText.isShortened(sku) && !header.isMarkedAsText(Column.SKU, row)) {
            cells.reject(
                    Column.SKU,
                    "sku_exponent",
                    "is a long number that a spreadsheet has shortened, and its last digits are gone; open the original,"
                            + " format the column as text, and export it again; if it is the sku indeed, write it like"
                            + " =\"" + sku + "\"",
                    sku);
        }
        var objection = Keys.skuObjection(sku);
        if (objection != null) {
            cells.reject(Column.SKU, "sku_invalid", objection, sku);
        }
        if (earlier > 0) {
            cells.reject(
                    Column.SKU,
                    "sku_duplicate",
                    "stands on line " + earlier + " and again on line " + row.line()
                            + "; the first one counts, so merge or remove one of them",
                    sku);
        }
        return sku;
    }

    private @Nullable String name(CellValidator cells) {
        if (!options.cutNames()) {
            return cells.text(Column.NAME, ProductLimits.LONGEST_NAME);
        }
        var name = cells.text(Column.NAME, Integer.MAX_VALUE);
        if (name == null || name.codePointCount(0, name.length()) <= ProductLimits.LONGEST_NAME) {
            return name;
        }
        namesCut++;
        return name.substring(0, name.offsetByCodePoints(0, ProductLimits.LONGEST_NAME))
                .strip();
    }

    /** How many names were cut. */
    public long namesCut() {
        return namesCut;
    }

    private @Nullable Price price(CellValidator cells) {
        var text = cells.text(Column.PRICE, Integer.MAX_VALUE);
        if (text == null) {
            return null;
        }
        try {
            return Price.parse(text, options.decimals());
        } catch (Price.InvalidPriceException e) {
            cells.reject(Column.PRICE, e.code(), String.valueOf(e.getMessage()), text);
            return null;
        }
    }

    private @Nullable String currency(CellValidator cells, @Nullable Price price) {
        var text = cells.text(Column.CURRENCY, Integer.MAX_VALUE);
        // the name of the price's column says something only of a price that is there
        var ofPrices = price == null ? null : header.priceCurrency();
        var column = text == null ? ofPrices : Excerpt.briefly(text).toUpperCase(Locale.ROOT);
        var besidePrice = price == null ? null : price.currency();
        if (column != null && besidePrice != null && !column.equals(besidePrice)) {
            cells.reject(
                    Column.CURRENCY,
                    "currency_conflict",
                    "says " + column + " where the price says " + besidePrice,
                    column);
            return null;
        }
        var code = besidePrice == null ? column : besidePrice;
        if (code != null && !Currencies.isKnown(code)) {
            if (column == null) {
                var cell = cells.text(Column.PRICE, Integer.MAX_VALUE);
                cells.reject(
                        Column.PRICE,
                        "currency_unknown",
                        "says " + code + ", which is not an ISO 4217 currency code; write it like 12.34 EUR",
                        cell == null ? code : cell);
            } else {
                cells.reject(
                        Column.CURRENCY,
                        "currency_unknown",
                        "is not an ISO 4217 currency code; write it like EUR",
                        column);
            }
        }
        return code;
    }

    private @Nullable Integer stock(CellValidator cells) {
        var text = cells.text(Column.STOCK_QUANTITY, Integer.MAX_VALUE);
        if (text == null) {
            return null;
        }
        try {
            return Stock.parse(text, options.decimals());
        } catch (Stock.InvalidStockException e) {
            cells.reject(Column.STOCK_QUANTITY, e.code(), String.valueOf(e.getMessage()), text);
            return null;
        }
    }
}
