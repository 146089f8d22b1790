package dev.caravan.integration.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.caravan.integration.market.MarketplaceListing.LeftOut;
import dev.caravan.integration.market.MarketplaceListing.Listed;
import dev.caravan.integration.market.MarketplaceListing.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of the products of one walk through the catalog. */
final class MarketplaceTally {
    /** How many products are named for a reason: enough to see what is wrong, whatever the size of the catalog. */
    private static final int EXAMPLES = 20;

    private final Map<Reason, LeftOutProducts> leftOut = new EnumMap<>(Reason.class);
    private long products;
    private long shortened;

    /**
     * Products that are left out for one reason.
     *
     * @param count how many
     * @param exampleIds the ids of the first of them
     */
    record LeftOutProducts(
            long count, @JsonProperty("example_ids") List<Long> exampleIds) {
        private LeftOutProducts and(long id) {
            if (exampleIds.size() == EXAMPLES) {
                return new LeftOutProducts(count + 1, exampleIds);
            }
            var ids = new ArrayList<>(exampleIds);
            ids.add(id);
            return new LeftOutProducts(count + 1, List.copyOf(ids));
        }
    }

    /** Counts a product. */
    void add(long id, MarketplaceListing listing) {
        switch (listing) {
            case Listed listed -> {
                products++;
                shortened += listed.isShortened() ? 1 : 0;
            }
            case LeftOut none ->
                leftOut.compute(
                        none.reason(),
                        (reason, before) -> (before == null ? new LeftOutProducts(0, List.of()) : before).and(id));
        }
    }

    long products() {
        return products;
    }

    long shortened() {
        return shortened;
    }

    long leftOut() {
        return leftOut.values().stream().mapToLong(LeftOutProducts::count).sum();
    }

    /** By the names of the reasons, in lower case. */
    Map<String, LeftOutProducts> leftOutBecause() {
        var named = new TreeMap<String, LeftOutProducts>();
        leftOut.forEach((reason, products) -> named.put(reason.name().toLowerCase(Locale.ROOT), products));
        return named;
    }
}
