/** The commands that start, stop and show the platform and its parts. */
@NullMarked
package dev.caravan.local.cli.up;

import org.jspecify.annotations.NullMarked;
