/**
 * The rows of a feed and the header above them: which column says what.
 *
 * <p>Whether a cell makes sense is judged in {@code check}, what a shop system means by a row in {@code dialect}.
 */
@NullMarked
package dev.caravan.feed.row;

import org.jspecify.annotations.NullMarked;
