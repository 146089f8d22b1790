/** The customer service as its clients see it, against a real database and broker. */
@NullMarked
package dev.caravan.service.customer;

import org.jspecify.annotations.NullMarked;
