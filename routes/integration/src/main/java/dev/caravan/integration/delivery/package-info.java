/** How a webhook is delivered: where to, signed by what, when again. */
@NullMarked
package dev.caravan.integration.delivery;

import org.jspecify.annotations.NullMarked;
