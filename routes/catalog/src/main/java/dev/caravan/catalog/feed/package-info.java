/**
 * The two operations that the feed of a shop's catalog needs: products in batches, and the export of all of them.
 *
 * <p>Operations on one product are in the package above.
 */
@NullMarked
package dev.caravan.catalog.feed;

import org.jspecify.annotations.NullMarked;
