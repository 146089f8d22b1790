package dev.caravan.feed.row.check;

import dev.caravan.feed.upload.Decimal;
import dev.caravan.text.ProductLimits;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A stock cell, read: a whole number, also when a program has written decimals behind it. */
final class Stock {

    private static final BigDecimal HIGHEST = BigDecimal.valueOf(ProductLimits.HIGHEST_STOCK);
    private static final int THOUSANDS = 3;

    private Stock() {}

    /** Why a cell is no stock. */
    static final class InvalidStockException extends Exception {
        private final String code;

        private InvalidStockException(String code, String message) {
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
     * @throws InvalidStockException with a code and a message for the feed's owner
     */
    static int parse(String cell, Decimal.Mark mark) throws InvalidStockException {
        var text = Decimal.spaced(cell);
        if (text.startsWith("-") && read(text.substring(1), mark) != null) {
            throw new InvalidStockException("stock_negative", "is negative; a stock is 0 or more");
        }
        var plain = read(text, mark);
        if (plain == null) {
            throw new InvalidStockException("stock_invalid", "is not a whole number; write it like 120");
        }
        var number = new BigDecimal(plain);
        if (number.stripTrailingZeros().scale() > 0) {
            throw new InvalidStockException("stock_invalid", "is not a whole number; write it like 120");
        }
        if (mark == Decimal.Mark.POINT && mayBeThousands(plain)) {
            throw new InvalidStockException(
                    "stock_invalid", "may mean decimals or thousands; write it without a point, like 120");
        }
        if (number.compareTo(HIGHEST) > 0) {
            throw new InvalidStockException(
                    "stock_too_high", "is above the highest stock, " + ProductLimits.HIGHEST_STOCK);
        }
        return number.intValueExact();
    }

    /** Shops write prices in their country's way, but counts often in the program's: {@code 12.0} beside {@code 9,90}. */
    private static @Nullable String read(String text, Decimal.Mark mark) {
        var plain = Decimal.read(text, mark);
        return plain == null && mark == Decimal.Mark.COMMA ? Decimal.read(text, Decimal.Mark.POINT) : plain;
    }

    private static boolean mayBeThousands(String plain) {
        var point = plain.indexOf('.');
        return plain.charAt(0) != '0' && point > 0 && point <= THOUSANDS && plain.length() == point + 1 + THOUSANDS;
    }
}
