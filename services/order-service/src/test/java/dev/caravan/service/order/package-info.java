/** The order service as its clients see it, against a real database and broker. */
@NullMarked
package dev.caravan.service.order;

import org.jspecify.annotations.NullMarked;
