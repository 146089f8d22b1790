/**
 * The CSV feed function: what Lambda invokes, and what it does around an import.
 *
 * <p>The import itself is {@link dev.caravan.feed.route}; nothing here reads a row or knows S3.
 */
@NullMarked
package dev.caravan.feed;

import org.jspecify.annotations.NullMarked;
