/**
 * Rows taken together for one request to the catalog, and what the catalog says of each.
 *
 * <p>How requests are sent is {@code catalog}; here is what is in them and in which order they come back.
 */
@NullMarked
package dev.caravan.feed.batch;

import org.jspecify.annotations.NullMarked;
