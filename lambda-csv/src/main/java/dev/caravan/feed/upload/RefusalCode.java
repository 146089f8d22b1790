package dev.caravan.feed.upload;

import java.util.Locale;

/** Why a whole file is refused. {@code docs/feeds.md} explains each to feed owners. */
public enum RefusalCode {
    NOT_A_FEED,
    OBJECT_MISSING,
    FILE_TOO_LARGE,
    TOO_MANY_ROWS,
    FILE_EMPTY,
    NOT_CSV,
    NOT_UTF8,
    QUOTE_NOT_CLOSED,
    QUOTE_MISPLACED,
    COLUMN_MISSING,
    COLUMN_TWICE,
    OPTION_INVALID,
    ROWS_REJECTED;

    /** As the report spells it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
