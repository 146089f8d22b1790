package dev.caravan.feed.row;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The columns that a file of rejected rows has in addition; it may be sent again as it is. */
public enum RejectedColumn {
    /** The line on which the row stood. */
    LINE,
    /** The codes of what was wrong. */
    CODE,
    /** What was wrong, in words. */
    MESSAGE,
    /** The sku of a row that was rejected because an earlier row has the same. */
    DUPLICATE_SKU,
    /** By which it is seen whether somebody has changed the row since. */
    ROW;

    /** Its header name. */
    public String header() {
        return "_" + name().toLowerCase(Locale.ROOT);
    }

    /** The column of a header name; null if it is none of ours. */
    public static @Nullable RejectedColumn of(String header) {
        for (var column : values()) {
            if (column.header().equalsIgnoreCase(header.strip())) {
                return column;
            }
        }
        return null;
    }
}
