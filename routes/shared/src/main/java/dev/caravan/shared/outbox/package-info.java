/**
 * The routes that every service with a database runs: the relay of its outbox to Kafka, and the two that delete what is
 * no longer needed.
 *
 * <p>They name no schema and no topic: their service does.
 */
@NullMarked
package dev.caravan.shared.outbox;

import org.jspecify.annotations.NullMarked;
