/** Customers as a service. */
@NullMarked
package dev.caravan.service.customer;

import org.jspecify.annotations.NullMarked;
