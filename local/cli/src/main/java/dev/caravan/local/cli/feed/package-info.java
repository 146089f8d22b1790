/** The commands for CSV catalog feeds. */
@NullMarked
package dev.caravan.local.cli.feed;

import org.jspecify.annotations.NullMarked;
