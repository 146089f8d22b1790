package dev.caravan.feed.row.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.feed.upload.Decimal;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "12.34, 12.34, -",
                "12.34 EUR, 12.34, EUR",
                "12.34usd, 12.34, USD",
                "12, 12.00, -",
                "0.5, 0.50, -",
                "1.500, 1.50, -",
                "9999999999.99, 9999999999.99, -",
            })
    void readsPlainAmounts(String cell, BigDecimal amount, String currency) throws Exception {
        assertThat(Price.parse(cell, Decimal.Mark.POINT)).isEqualTo(new Price(amount, currency));
    }

    @ParameterizedTest
    @CsvSource({
        "'1.234,56', price_comma",
        "'12,34', price_comma",
        "'1,234.56', price_comma",
        "1e9, price_exponent",
        "NaN, price_invalid",
        "Infinity, price_invalid",
        "-1, price_negative",
        "-1.00 EUR, price_negative",
        "12.345, price_decimals",
        "10000000000, price_too_high",
        "$12, price_invalid",
        "0x10, price_invalid",
        "12.34 EURO, price_invalid",
        "'1 234', price_invalid",
    })
    void refusesInWordsWhatCouldMeanSomethingElse(String cell, String code) {
        assertThatThrownBy(() -> Price.parse(cell, Decimal.Mark.POINT))
                .isInstanceOfSatisfying(
                        Price.InvalidPriceException.class,
                        e -> assertThat(e.code()).isEqualTo(code));
    }
}
