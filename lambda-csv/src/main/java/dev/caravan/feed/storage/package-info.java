/**
 * The bucket: feeds are read from it, and all that an import leaves is written to it.
 *
 * <p>All that the function does with S3 are {@link dev.caravan.feed.storage.ObjectRoutes}.
 */
@NullMarked
package dev.caravan.feed.storage;

import org.jspecify.annotations.NullMarked;
