/**
 * Speaks to a service as one caller, and reads what it sends to Kafka.
 *
 * <p>It knows no operation: the tests of a service have clients of their own that do.
 */
@NullMarked
package dev.caravan.testing.client;

import org.jspecify.annotations.NullMarked;
