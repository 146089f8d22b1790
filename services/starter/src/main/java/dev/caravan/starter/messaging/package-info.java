/**
 * The Kafka clients of a service, their meters, and the relay of an outbox where a service names a topic for it.
 *
 * <p>Routes and records are in routes/shared.
 */
@NullMarked
package dev.caravan.starter.messaging;

import org.jspecify.annotations.NullMarked;
