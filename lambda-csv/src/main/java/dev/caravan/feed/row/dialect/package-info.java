/**
 * The exports of other shop systems, whose rows mean more than they say.
 *
 * <p>Each system that is known by its header has its class; all others are read as they stand.
 */
@NullMarked
package dev.caravan.feed.row.dialect;

import org.jspecify.annotations.NullMarked;
