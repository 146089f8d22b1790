/**
 * The bucket: feeds are read from it, and all that an import leaves is written to it.
 *
 * <p>A connection that breaks is resumed here, so that readers see one stream.
 */
@NullMarked
package dev.caravan.feed.storage;

import org.jspecify.annotations.NullMarked;
