/** The command that makes storefront activity. */
@NullMarked
package dev.caravan.local.cli.events;

import org.jspecify.annotations.NullMarked;
