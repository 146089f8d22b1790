package dev.caravan.catalog.feed;

import dev.caravan.text.SpreadsheetText;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The catalog as CSV (RFC 4180), one page of rows in memory at a time. A page that cannot be read breaks the stream off.
 */
final class ProductExport extends InputStream {

    private static final String HEADER = "sku,name,description,price,currency,category,stock_quantity\r\n";
    private static final List<String> TEXTS = List.of("name", "description");

    private final LongFunction<List<Map<String, @Nullable Object>>> pages;
    private List<Map<String, @Nullable Object>> nextPage;
    private byte[] bytes;
    private int position;

    /**
     * @param first the first page
     * @param pages the products with an id above the given one, in the order of their ids; empty at the end
     */
    ProductExport(List<Map<String, @Nullable Object>> first, LongFunction<List<Map<String, @Nullable Object>>> pages) {
        this.pages = pages;
        this.nextPage = first;
        this.bytes = HEADER.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == bytes.length && !fill()) {
            return -1;
        }
        var count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, from, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (nextPage.isEmpty()) {
            return false;
        }
        var text = new StringBuilder(nextPage.size() * 128);
        nextPage.forEach(row -> append(text, row));
        bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        position = 0;
        var last = (Number) Objects.requireNonNull(nextPage.getLast().get("id"));
        try {
            nextPage = pages.apply(last.longValue());
        } catch (RuntimeException e) {
            throw new IOException("The export broke off after product " + last + ".", e);
        }
        return true;
    }

    private static void append(StringBuilder csv, Map<String, @Nullable Object> row) {
        cell(csv, sku((String) Objects.requireNonNull(row.get("sku")))).append(',');
        for (var column : TEXTS) {
            cell(csv, text((String) row.get(column))).append(',');
        }
        csv.append(((BigDecimal) Objects.requireNonNull(row.get("price"))).toPlainString())
                .append(',')
                .append(row.get("currency"))
                .append(',');
        cell(csv, text((String) row.get("category"))).append(',');
        csv.append(row.get("stock_quantity")).append("\r\n");
    }

    /** A sku that looks like a number which a spreadsheet has shortened is marked as text, as spreadsheets do it. */
    static String sku(String value) {
        return SpreadsheetText.isShortened(value) ? "=\"" + value + '"' : text(value);
    }

    /**
     * The text as a feed reads it back and no spreadsheet runs it: behind an apostrophe where it could be a formula, or has
     * blanks at its ends, which a feed does not count.
     */
    static String text(@Nullable String value) {
        return value == null ? "" : SpreadsheetText.mark(value);
    }

    private static StringBuilder cell(StringBuilder csv, String text) {
        var plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            var c = text.charAt(i);
            plain = c != ',' && c != '"' && c != '\n' && c != '\r' && c != ';' && c != '\t';
        }
        return plain && text.equals(text.trim())
                ? csv.append(text)
                : csv.append('"').append(text.replace("\"", "\"\"")).append('"');
    }
}
