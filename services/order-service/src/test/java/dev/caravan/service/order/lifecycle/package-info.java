/** Specifications of what becomes of an order after it was placed. */
@NullMarked
package dev.caravan.service.order.lifecycle;

import org.jspecify.annotations.NullMarked;
