/** The command that shows window results. */
@NullMarked
package dev.caravan.local.cli.analytics;

import org.jspecify.annotations.NullMarked;
