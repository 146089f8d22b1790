package dev.caravan.feed;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A price cell, read: {@code 12.34} or {@code 12.34 EUR}. What could mean two amounts is refused, not guessed.
 *
 * @param amount with two decimals
 * @param currency the currency that stands behind it
 */
record Price(BigDecimal amount, @Nullable String currency) {

    private static final Pattern PLAIN = Pattern.compile("(\\d{1,30})(?:\\.(\\d{1,30}))?(?:\\s*([A-Za-z]{3}))?");
    private static final Pattern WITH_COMMA = Pattern.compile("-?[\\d.,\\s']*,[\\d.,\\s']*(?:[A-Za-z]{3})?");
    private static final Pattern NEGATIVE = Pattern.compile("[-\u2212]\\s*\\d.*");
    private static final Pattern EXPONENT = Pattern.compile("[+-]?\\d+(\\.\\d+)?[eE][+-]?\\d+");
    private static final BigDecimal HIGHEST = new BigDecimal("9999999999.99");

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
     * @throws InvalidPriceException with a code and a message for the feed's owner
     */
    static Price parse(String cell) throws InvalidPriceException {
        var match = PLAIN.matcher(cell);
        if (!match.matches()) {
            throw notPlain(cell);
        }
        var amount = new BigDecimal(match.group(2) == null ? match.group(1) : match.group(1) + "." + match.group(2));
        if (amount.stripTrailingZeros().scale() > 2) {
            throw new InvalidPriceException("price_decimals", "has more than two decimals; write it like 12.34");
        }
        if (amount.compareTo(HIGHEST) > 0) {
            throw new InvalidPriceException("price_too_high", "is above the highest price, " + HIGHEST.toPlainString());
        }
        return new Price(amount.setScale(2), Money.code(match.group(3)));
    }

    private static InvalidPriceException notPlain(String cell) {
        if (NEGATIVE.matcher(cell).matches()) {
            return new InvalidPriceException("price_negative", "is negative; a price is 0.00 or more");
        }
        if (WITH_COMMA.matcher(cell).matches()) {
            return new InvalidPriceException(
                    "price_comma",
                    "has a comma, which may separate decimals or thousands; write it with a point and without thousands"
                            + " separators, like 1234.56");
        }
        if (EXPONENT.matcher(cell).matches()) {
            return new InvalidPriceException("price_exponent", "is in scientific notation; write it like 1234.56");
        }
        return new InvalidPriceException("price_invalid", "is not a price; write it like 12.34 or 12.34 EUR");
    }
}
