package dev.caravan.local.cli.reconcile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that is not as the raw events say. */
sealed interface Difference {

    /** The difference as facts. */
    Map<String, @Nullable Object> facts();

    /**
     * A window whose counts are not equal.
     *
     * @param product the product
     * @param start the window's beginning
     * @param recounted what the raw events say; 0 if there should be no window
     * @param stored what DynamoDB says, null if it has no such window
     * @param published what the topic of results says, null if it has no such window
     */
    record OfWindow(
            String product,
            String start,
            long recounted,
            @Nullable Long stored,
            @Nullable Long published) implements Difference {

        @Override
        public Map<String, @Nullable Object> facts() {
            var facts = new LinkedHashMap<String, @Nullable Object>();
            facts.put("kind", "window");
            facts.put("product_id", product);
            facts.put("window_start", start);
            facts.put("recounted", recounted);
            facts.put("dynamodb", stored);
            facts.put("topic", published);
            return facts;
        }
    }

    /**
     * A raw record that was not set aside as it should have been, or was although it should not.
     *
     * @param partition its partition
     * @param offset its offset
     * @param what what is wrong
     */
    record OfRecord(int partition, long offset, String what) implements Difference {

        @Override
        public Map<String, @Nullable Object> facts() {
            var facts = new LinkedHashMap<String, @Nullable Object>();
            facts.put("kind", "record");
            facts.put("partition", partition);
            facts.put("offset", offset);
            facts.put("what", what);
            return facts;
        }
    }
}
