/** Tests of how a webhook is delivered. */
@NullMarked
package dev.caravan.integration.delivery;

import org.jspecify.annotations.NullMarked;
