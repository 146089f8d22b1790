/**
 * Domain events as a message route takes them in: validated, retried with patience, and set aside with all that is needed to send
 * them again. What a route does with an event is its context's.
 */
@NullMarked
package dev.caravan.shared.events;

import org.jspecify.annotations.NullMarked;
