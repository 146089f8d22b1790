package dev.caravan.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog answered to a batch.
 *
 * @param results one for each item, in their order
 * @param catalogSize how many products the catalog has; null where that was not asked
 */
record BatchAnswer(List<ItemResult> results, @Nullable Long catalogSize) {

    /** For a batch in which nothing was to be sent. */
    static final BatchAnswer NOTHING = new BatchAnswer(List.of(), null);
}
