package dev.caravan.feed.row.check;

import dev.caravan.feed.upload.Decimal;
import dev.caravan.text.ProductLimits;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A price cell, read: {@code 12.34}, {@code 12.34 EUR} or {@code EUR 12.34}. What could mean two amounts is refused, not guessed.
 *
 * @param amount with two decimals
 * @param currency the currency that stands beside it
 */
record Price(BigDecimal amount, @Nullable String currency) {

    private static final int CODE = 3;

    /** Why a cell is no price. */
    static final class InvalidPriceException extends Exception {
        private final String code;

        private InvalidPriceException(String code, String message) {
            super(message);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /**
     * Reads a cell.
     *
     * @param mark what stands before decimals in this file
     * @throws InvalidPriceException with a code and a message for the feed's owner
     */
    static Price parse(String cell, Decimal.Mark mark) throws InvalidPriceException {
        var text = new StringBuilder(Decimal.spaced(cell));
        var currency = takeCurrency(text);
        var number = text.toString().strip();
        var plain = Decimal.read(number, mark);
        if (plain == null) {
            throw notPlain(number, mark);
        }
        var amount = new BigDecimal(plain);
        if (amount.stripTrailingZeros().scale() > 2) {
            throw new InvalidPriceException("price_decimals", "has more than two decimals; write it like 12.34");
        }
        if (amount.compareTo(ProductLimits.HIGHEST_PRICE) > 0) {
            throw new InvalidPriceException(
                    "price_too_high", "is above the highest price, " + ProductLimits.HIGHEST_PRICE.toPlainString());
        }
        return new Price(amount.setScale(2), currency);
    }

    /** Takes three letters, or the sign of the euro, off either end of a price. */
    private static @Nullable String takeCurrency(StringBuilder price) {
        if (isCode(price, price.length() - CODE) && !isLetter(price, price.length() - CODE - 1)) {
            return cut(price, price.length() - CODE, price.length());
        }
        if (isCode(price, 0) && !isLetter(price, CODE)) {
            return cut(price, 0, CODE);
        }
        var sign = price.indexOf("€");
        if (sign >= 0 && (sign == 0 || sign == price.length() - 1)) {
            price.deleteCharAt(sign);
            return "EUR";
        }
        return null;
    }

    private static @Nullable String cut(StringBuilder price, int from, int to) {
        var code = price.substring(from, to).toUpperCase(Locale.ROOT);
        price.delete(from, to);
        return code;
    }

    private static boolean isCode(CharSequence text, int from) {
        return isLetter(text, from) && isLetter(text, from + 1) && isLetter(text, from + 2);
    }

    private static boolean isLetter(CharSequence text, int at) {
        if (at < 0 || at >= text.length()) {
            return false;
        }
        var c = text.charAt(at) | 0x20;
        return c >= 'a' && c <= 'z';
    }

    private static InvalidPriceException notPlain(String number, Decimal.Mark mark) {
        var negative = !number.isEmpty() && "-\u2212".indexOf(number.charAt(0)) >= 0;
        var absolute = negative ? number.substring(1).strip() : number;
        if (negative && !absolute.isEmpty() && Character.isDigit(absolute.charAt(0))) {
            return new InvalidPriceException("price_negative", "is negative; a price is 0.00 or more");
        }
        if (Decimal.isExponential(number)) {
            return new InvalidPriceException(
                    "price_exponent",
                    "is in scientific notation; format the column as a number and write it like 1234.56");
        }
        if (mark == Decimal.Mark.COMMA) {
            return new InvalidPriceException(
                    "price_invalid",
                    "is not a price with a decimal comma, as the file was said to have them; write it like 12,34 or"
                            + " 1.234,56 EUR");
        }
        if (isOfNumbersAndCommas(number)) {
            return new InvalidPriceException(
                    "price_comma",
                    "has a comma, which may separate decimals or thousands; write it with a point and without thousands"
                            + " separators, like 1234.56, or send the file with the option decimal-comma if all its"
                            + " commas are decimal");
        }
        return new InvalidPriceException("price_invalid", "is not a price; write it like 12.34 or 12.34 EUR");
    }

    private static boolean isOfNumbersAndCommas(String text) {
        var commas = 0;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == ',') {
                commas++;
            } else if (!(c >= '0' && c <= '9') && ".' \u2019".indexOf(c) < 0) {
                return false;
            }
        }
        return commas > 0;
    }
}
