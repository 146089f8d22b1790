package dev.caravan.feed.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one item of a batch. */
public sealed interface ItemResult {

    /** It was taken in, or would be. */
    record Taken(Kind kind, List<Change> changes) implements ItemResult {
        static final Taken CREATED = new Taken(Kind.CREATED, List.of());
        static final Taken UPDATED = new Taken(Kind.UPDATED, List.of());
        /** It is as it was. */
        public static final Taken UNCHANGED = new Taken(Kind.UNCHANGED, List.of());
    }

    /** How an item was taken in. */
    enum Kind {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    /**
     * What a dry run says about one member of a product that would be updated.
     *
     * @param field the member
     * @param from its value now, as text
     * @param to the value that it would have, as text
     */
    record Change(
            String field, @Nullable String from, @Nullable String to) {}

    /** The catalog would not have it. */
    record Rejected(List<Reason> reasons) implements ItemResult {}

    /**
     * Why the catalog would not have an item.
     *
     * @param field the member of the item that is wrong; empty if it is about the whole item
     * @param code the catalog's code
     * @param detail the catalog's words
     */
    record Reason(String field, String code, String detail) {}
}
