/** Counting: one set of user fingerprints per product, bucket and window, summed per product. */
@NullMarked
package dev.caravan.window.count;

import org.jspecify.annotations.NullMarked;
