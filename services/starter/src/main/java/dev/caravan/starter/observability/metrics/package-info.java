/**
 * Meters beyond those that Micrometer and Camel bring: operations, dependencies, the outbox, memory.
 *
 * <p>Names and labels are documented in docs/operations.md; no label takes a value from a client.
 */
@NullMarked
package dev.caravan.starter.observability.metrics;

import org.jspecify.annotations.NullMarked;
