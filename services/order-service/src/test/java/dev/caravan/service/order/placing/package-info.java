/** Specifications of placing an order: once for each key, never beyond the stock. */
@NullMarked
package dev.caravan.service.order.placing;

import org.jspecify.annotations.NullMarked;
