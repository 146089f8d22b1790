package dev.caravan.feed;

/** What a sku may be. */
final class Sku {

    private static final String FORBIDDEN = "\\%;?#";

    private Sku() {}

    /** Takes down what is wrong with a sku. */
    static void check(String sku, CellCheck cells) {
        if (Decimal.isExponential(sku) && (sku.indexOf('+') > 0 || sku.indexOf('-') > 0)) {
            cells.reject(
                    Column.SKU,
                    "sku_exponent",
                    "is a long number that a spreadsheet has shortened, and its last digits are gone; open the original,"
                            + " format the column as text, and export it again",
                    sku);
            return;
        }
        for (int i = 0; i < sku.length(); i++) {
            var c = sku.charAt(i);
            if (c != ' ' && Blank.is(c)) {
                cells.reject(
                        Column.SKU,
                        "sku_invalid",
                        "has an invisible character, U+%04X %s at position %d; delete it"
                                .formatted((int) c, String.valueOf(Character.getName(c)).toLowerCase(java.util.Locale.ROOT), i + 1),
                        sku);
                return;
            }
            if (FORBIDDEN.indexOf(c) >= 0 || (c == ' ' && i > 0 && sku.charAt(i - 1) == ' ')) {
                cells.reject(
                        Column.SKU,
                        "sku_invalid",
                        "has a character that a sku cannot have: \\ % ; ? # control characters, or two spaces in a row",
                        sku);
                return;
            }
        }
    }
}
