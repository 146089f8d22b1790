/** Specifications of meters. */
@NullMarked
package dev.caravan.starter.observability.metrics;

import org.jspecify.annotations.NullMarked;
