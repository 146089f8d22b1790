package dev.caravan.feed;

import java.math.BigDecimal;

/** A stock cell, read: a whole number, also when a program has written decimals behind it. */
final class Stock {

    private static final BigDecimal HIGHEST = BigDecimal.valueOf(Integer.MAX_VALUE);
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
        if (cell.startsWith("-") && Decimal.read(cell.substring(1), mark) != null) {
            throw new InvalidStockException("stock_negative", "is negative; a stock is 0 or more");
        }
        var plain = Decimal.read(cell, mark);
        if (plain == null) {
            throw new InvalidStockException("stock_invalid", "is not a whole number; write it like 120");
        }
        var point = plain.indexOf('.');
        if (mark == Decimal.Mark.POINT && plain.charAt(0) != '0' && point > 0 && point <= THOUSANDS && plain.length() == point + 1 + THOUSANDS) {
            throw new InvalidStockException(
                    "stock_invalid", "may mean decimals or thousands; write it without a point, like 120");
        }
        var number = new BigDecimal(plain);
        if (number.stripTrailingZeros().scale() > 0) {
            throw new InvalidStockException("stock_invalid", "is not a whole number; write it like 120");
        }
        if (number.compareTo(HIGHEST) > 0) {
            throw new InvalidStockException("stock_too_high", "is above the highest stock, 2147483647");
        }
        return number.intValueExact();
    }
}
