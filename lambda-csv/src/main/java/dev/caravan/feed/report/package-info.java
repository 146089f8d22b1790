/**
 * What a feed's owner is told: the report, the rejected rows, the warnings, and progress while it runs.
 *
 * <p>It says what others have found and decides nothing.
 */
@NullMarked
package dev.caravan.feed.report;

import org.jspecify.annotations.NullMarked;
