/** Specifications of events and traces that leave the service, also where its process is killed. */
@NullMarked
package dev.caravan.service.order.delivery;

import org.jspecify.annotations.NullMarked;
