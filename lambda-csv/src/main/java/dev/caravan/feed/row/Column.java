package dev.caravan.feed.row;

import dev.caravan.text.Characters;
import dev.caravan.text.Nfc;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a feed can say about a product, and by which header names; earlier names win over later ones. */
public enum Column {
    SKU,
    NAME,
    PRICE,
    STOCK_QUANTITY,
    CATEGORY,
    DESCRIPTION,
    CURRENCY;

    /** The columns without which a file is refused. */
    static final List<Column> REQUIRED = List.of(NAME, PRICE);

    @SuppressWarnings("ImmutableEnumChecker") // the list is immutable
    private final List<String> names = ColumnNames.of(field());

    /** The header names that mean this column, normalized, the most telling first. */
    List<String> names() {
        return names;
    }

    /** Whether its cells are words, as against numbers and codes. */
    boolean isText() {
        return this == SKU || this == NAME || this == CATEGORY || this == DESCRIPTION;
    }

    /** The column's name in reports and in the catalog's JSON. */
    public String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column of a member of the catalog's JSON; null if it is none of ours. */
    public static @Nullable Column ofField(String field) {
        for (var column : values()) {
            if (column.field().equals(field)) {
                return column;
            }
        }
        return null;
    }

    /** Lower-cases, drops blanks at the ends, and reads any run of blanks, {@code _} and {@code -} as one space. */
    public static String normalize(String header) {
        var normal = new StringBuilder(Math.min(header.length(), 64));
        var gap = false;
        for (int i = 0; i < header.length(); i++) {
            var c = header.charAt(i);
            if (c == '_' || c == '-' || Characters.isBlank(c)) {
                gap = true;
            } else {
                if (gap && !normal.isEmpty()) {
                    normal.append(' ');
                }
                gap = false;
                normal.append(c);
            }
        }
        return Nfc.of(normal.toString()).toLowerCase(Locale.ROOT);
    }
}
