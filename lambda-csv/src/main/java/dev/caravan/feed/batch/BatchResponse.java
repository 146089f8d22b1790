package dev.caravan.feed.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog answered to a batch.
 *
 * @param results one for each item, in their order
 * @param catalogSize how many products the catalog has; null where that was not asked
 */
public record BatchResponse(
        List<ItemResult> results, @Nullable Long catalogSize) {

    /** For a batch in which nothing was to be sent. */
    public static final BatchResponse NOTHING = new BatchResponse(List.of(), null);
}
