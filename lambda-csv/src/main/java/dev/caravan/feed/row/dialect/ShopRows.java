package dev.caravan.feed.row.dialect;

import dev.caravan.feed.row.CsvRow;
import org.jspecify.annotations.Nullable;

/** What the rows of a feed mean, which for exports of some shop systems is more or less than what they say. */
@FunctionalInterface
interface ShopRows {

    /** The row as a product that can be on sale; null if it is none, which is noted. Rows are shown in order, each once. */
    @Nullable
    CsvRow read(CsvRow row);
}
