/** The command that shows the routes. */
@NullMarked
package dev.caravan.local.cli.routes;

import org.jspecify.annotations.NullMarked;
