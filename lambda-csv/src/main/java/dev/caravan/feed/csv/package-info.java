/**
 * Reads CSV as people write it: RFC 4180, and what spreadsheets and shop systems make of it.
 *
 * <p>Knows bytes, lines and cells, and nothing of products.
 */
@NullMarked
package dev.caravan.feed.csv;

import org.jspecify.annotations.NullMarked;
