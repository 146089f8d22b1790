/** Specifications of reading orders, by those who may. */
@NullMarked
package dev.caravan.service.order.reading;

import org.jspecify.annotations.NullMarked;
