/** Specifications of the records for Kafka. */
@NullMarked
package dev.caravan.shared.messaging;

import org.jspecify.annotations.NullMarked;
