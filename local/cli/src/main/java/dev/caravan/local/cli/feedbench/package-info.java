/** What importing a feed costs: against psql, against one request a row, and in memory. */
@NullMarked
package dev.caravan.local.cli.feedbench;

import org.jspecify.annotations.NullMarked;
