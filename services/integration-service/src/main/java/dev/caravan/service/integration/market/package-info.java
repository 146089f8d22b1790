/** Switches the marketplace feed on. */
@NullMarked
package dev.caravan.service.integration.market;

import org.jspecify.annotations.NullMarked;
