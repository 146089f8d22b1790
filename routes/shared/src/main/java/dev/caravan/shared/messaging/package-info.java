/**
 * Records for Kafka, and what is said of scheduled runs that fail.
 *
 * <p>Which topic and which key a record has is said by the context that sends it.
 */
@NullMarked
package dev.caravan.shared.messaging;

import org.jspecify.annotations.NullMarked;
