package dev.caravan.feed;

import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The currencies of ISO 4217. */
final class Money {

    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private Money() {}

    /** The code in upper case; null for null. */
    static @Nullable String code(@Nullable String text) {
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    /** Whether ISO 4217 knows this code. */
    static boolean isKnown(String code) {
        return CODES.contains(code);
    }
}
