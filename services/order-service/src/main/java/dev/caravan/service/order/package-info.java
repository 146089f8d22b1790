/** Orders as a service. */
@NullMarked
package dev.caravan.service.order;

import org.jspecify.annotations.NullMarked;
