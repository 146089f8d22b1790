/**
 * Judges rows: a row becomes a product that can be sent, or a list of problems for its owner.
 *
 * <p>Each rule of {@code docs/feeds.md} about a cell has its class here.
 */
@NullMarked
package dev.caravan.feed.row.check;

import org.jspecify.annotations.NullMarked;
