/** Specifications of log records. */
@NullMarked
package dev.caravan.starter.observability.logging;

import org.jspecify.annotations.NullMarked;
