package dev.caravan.feed.upload;

import dev.caravan.text.Characters;
import org.jspecify.annotations.Nullable;

/** A number as a cell has it, read without guessing what its signs mean. */
public final class Decimal {

    /** Longer text is no number that anybody means. */
    static final int LONGEST = 40;

    private static final int GROUP = 3;

    private Decimal() {}

    /** What stands before the decimals. */
    public enum Mark {
        /** {@code 1234.56}; a comma could mean decimals or thousands. */
        POINT,
        /** {@code 1234,56} or {@code 1.234,56}: the owner has said so. */
        COMMA
    }

    /** The text with a space for every blank and none at the ends; cut where it is too long for a number. */
    public static String spaced(String cell) {
        var text = new StringBuilder(cell.substring(0, Math.min(cell.length(), LONGEST + 1)));
        for (int i = 0; i < text.length(); i++) {
            if (Characters.isBlank(text.charAt(i))) {
                text.setCharAt(i, ' ');
            }
        }
        return text.toString().strip();
    }

    /** The number as {@code 1234.56}, or null if it is none that has only one meaning. Blanks are spaces. */
    public static @Nullable String read(String text, Mark mark) {
        if (text.length() > LONGEST) {
            return null;
        }
        if (mark == Mark.POINT) {
            return isPlain(text) ? text : null;
        }
        var comma = text.indexOf(',');
        var whole = comma < 0 ? text : text.substring(0, comma);
        var fraction = comma < 0 ? "0" : text.substring(comma + 1);
        var digits = ungrouped(whole);
        return digits != null && isDigits(fraction) ? digits + (comma < 0 ? "" : "." + fraction) : null;
    }

    /** Digits, then perhaps a point and more digits. */
    public static boolean isPlain(String text) {
        var point = text.indexOf('.');
        return point < 0 ? isDigits(text) : isDigits(text.substring(0, point)) && isDigits(text.substring(point + 1));
    }

    /** Whether it is written like {@code 4.00555E+12}, in which a spreadsheet has dropped digits. */
    public static boolean isExponential(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        var upper = text.indexOf('E');
        var e = upper < 0 ? text.indexOf('e') : upper;
        if (e <= 0 || e + 2 > text.length()) {
            return false;
        }
        var sign = text.charAt(e + 1) == '+' || text.charAt(e + 1) == '-';
        var number = text.substring(text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0, e);
        return isPlain(number.replace(',', '.')) && isDigits(text.substring(e + (sign ? 2 : 1)));
    }

    /** Takes out separators of thousands, if each group has three digits and all have the same sign between them. */
    private static @Nullable String ungrouped(String whole) {
        if (isDigits(whole)) {
            return whole;
        }
        var separator = 0;
        while (separator < whole.length() && isDigit(whole.charAt(separator))) {
            separator++;
        }
        if (separator == 0 || separator > GROUP || ".' \u2019".indexOf(whole.charAt(separator)) < 0) {
            return null;
        }
        var sign = whole.charAt(separator);
        var digits = new StringBuilder(whole.substring(0, separator));
        for (int i = separator; i < whole.length(); i += GROUP + 1) {
            var end = i + GROUP + 1;
            if (whole.charAt(i) != sign || end > whole.length() || !isDigits(whole.substring(i + 1, end))) {
                return null;
            }
            digits.append(whole, i + 1, end);
        }
        return digits.toString();
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
