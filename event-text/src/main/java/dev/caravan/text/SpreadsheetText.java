package dev.caravan.text;

/** Text that a spreadsheet would not leave as it is: how an export of the catalog marks it, and an import reads it. */
public final class SpreadsheetText {
    private static final String FORMULA = "=+-@";
    private static final int LONGEST = 40;

    private SpreadsheetText() {}

    /**
     * Whether an apostrophe stands before a text in a file, to say that the rest is the text as it is: because it could be run as
     * a formula, has blanks at its ends, or would be so without apostrophes of its own. So a text that begins with an apostrophe
     * has one more than the product exactly if this holds for what comes behind that.
     */
    public static boolean isMarked(String text) {
        if (text.isEmpty()) {
            return false;
        }
        var bare = 0;
        while (bare < text.length() && text.charAt(bare) == '\'') {
            bare++;
        }
        return Characters.isBlank(text.charAt(text.length() - 1))
                || (bare < text.length()
                        && (FORMULA.indexOf(text.charAt(bare)) >= 0 || Characters.isBlank(text.charAt(bare))));
    }

    /** The text as it stands in a file, for whoever opens that in a spreadsheet: behind an apostrophe where {@link #isMarked}. */
    public static String mark(String text) {
        return isMarked(text) ? "'" + text : text;
    }

    /**
     * Whether a text is a number as spreadsheets shorten long ones, such as {@code 4.00555E+12} or {@code 4,00555E+12}: what was
     * a key of thirteen digits has lost the last ones, and may be one of millions.
     */
    public static boolean isShortened(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        var e = Math.max(text.indexOf('E'), text.indexOf('e'));
        if (e < 1 || !text.startsWith("+", e + 1) || !isDigits(text, e + 2, text.length())) {
            return false;
        }
        var mark = Math.max(text.indexOf('.'), text.indexOf(','));
        return mark < 0 ? isDigits(text, 0, e) : isDigits(text, 0, mark) && isDigits(text, mark + 1, e);
    }

    private static boolean isDigits(String text, int from, int to) {
        for (var i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < to;
    }
}
