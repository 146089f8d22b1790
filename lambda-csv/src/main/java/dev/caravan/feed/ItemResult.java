package dev.caravan.feed;

import java.util.List;

/** What became of one item of a batch. */
sealed interface ItemResult {

    /** It was taken in. */
    enum Taken implements ItemResult {
        CREATED,
        UPDATED,
        UNCHANGED
    }

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
