/** How facts and progress are printed. */
@NullMarked
package dev.caravan.local.cli.terminal;

import org.jspecify.annotations.NullMarked;
