/** The lines of the marketplace feed. */
@NullMarked
package dev.caravan.integration.market;

import org.jspecify.annotations.NullMarked;
