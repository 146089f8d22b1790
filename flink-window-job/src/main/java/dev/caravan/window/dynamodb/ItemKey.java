package dev.caravan.window.dynamodb;

import dev.caravan.window.result.WindowResult;

/** The primary key of an item, its two parts apart: joined, they could be confused. */
record ItemKey(String productId, long windowStart) {

    static ItemKey of(WindowResult result) {
        return new ItemKey(result.productId(), result.windowStartMillis());
    }
}
