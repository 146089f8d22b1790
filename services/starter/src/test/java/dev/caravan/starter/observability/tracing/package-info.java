/** Specifications of spans. */
@NullMarked
package dev.caravan.starter.observability.tracing;

import org.jspecify.annotations.NullMarked;
