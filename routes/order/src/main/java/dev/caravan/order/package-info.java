/** Orders: one route for each operation of {@code contracts/openapi/order.yaml}. */
@NullMarked
package dev.caravan.order;

import org.jspecify.annotations.NullMarked;
