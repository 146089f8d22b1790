package dev.caravan.feed;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a feed can say about a product, and by which header names; earlier names win over later ones. */
enum Column {
    SKU("sku", "variant sku", "id"),
    NAME("name", "title"),
    PRICE("price", "variant price", "regular price"),
    STOCK_QUANTITY("stock quantity", "quantity", "stock", "inventory", "variant inventory qty", "inventory quantity"),
    CATEGORY("category", "categories", "product type", "type", "product category"),
    DESCRIPTION("description", "body", "body (html)"),
    CURRENCY("currency");

    /** The columns without which a file is refused. */
    static final List<Column> REQUIRED = List.of(NAME, PRICE);

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> names;

    Column(String... names) {
        this.names = List.of(names);
    }

    /** The header names that mean this column, normalized, the most telling first. */
    List<String> names() {
        return names;
    }

    /** Whether its cells are words, as against numbers and codes. */
    boolean isText() {
        return this == SKU || this == NAME || this == CATEGORY || this == DESCRIPTION;
    }

    /** The column's name in reports and in the catalog's JSON. */
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column of a member of the catalog's JSON; null if it is none of ours. */
    static @Nullable Column ofField(String field) {
        for (var column : values()) {
            if (column.field().equals(field)) {
                return column;
            }
        }
        return null;
    }

    /** The column that a header name means, however it is written; null if it means none. */
    static @Nullable Column ofHeader(String header) {
        var name = normalize(header);
        for (var column : values()) {
            if (column.names().contains(name)) {
                return column;
            }
        }
        return null;
    }

    /** Trims, lower-cases, and reads {@code _} and {@code -} as a space. */
    static String normalize(String header) {
        return header.replace('_', ' ')
                .replace('-', ' ')
                .replace('\u00a0', ' ')
                .trim()
                .replaceAll(" +", " ")
                .toLowerCase(Locale.ROOT);
    }
}
