package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrenciesTest {

    /** One that the JDK's tables leave out. */
    private static final String UNKNOWN_TO_THE_JDK = "UYW";

    @Test
    void everyCurrencyHasMinorUnits() {
        Currencies.codes().stream()
                .filter(code -> !code.equals(UNKNOWN_TO_THE_JDK))
                .forEach(code -> assertThat(Currency.getInstance(code).getDefaultFractionDigits())
                        .as(code)
                        .isNotNegative());
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "USD", "JPY", "KWD", "XOF", "XCG", "ZWG", "SLE"})
    void knowsTheCurrenciesOfToday(String code) {
        assertThat(Currencies.isKnown(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZZZ", "XXX", "XTS", "XAU", "DEM", "HRK", "eur", "", "EU", "EURO"})
    void knowsNoMetalsNoTestsNoPastAndNoInventions(String code) {
        assertThat(Currencies.isKnown(code)).isFalse();
    }
}
