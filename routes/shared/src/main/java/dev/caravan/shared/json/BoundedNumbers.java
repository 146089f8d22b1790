package dev.caravan.shared.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Reads numbers whose exponent is beyond what a {@link BigDecimal} can have, such as {@code 1e9999999999}, as one that {@code
 * NumberRange} refuses in its place. Jackson fails on them with an exception that says nothing of JSON.
 */
final class BoundedNumbers extends JsonParserDelegate {
    private static final BigDecimal OUT_OF_RANGE = BigDecimal.valueOf(1, Integer.MIN_VALUE);

    BoundedNumbers(JsonParser parser) {
        super(parser);
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
        try {
            return super.getDecimalValue();
        } catch (ArithmeticException | NumberFormatException e) {
            return OUT_OF_RANGE;
        }
    }
}
