/** Customers: one route for each operation of {@code contracts/openapi/customer.yaml}. */
@NullMarked
package dev.caravan.customer;

import org.jspecify.annotations.NullMarked;
