/**
 * OpenTelemetry spans of requests, routes and what they call, handed over by OTLP. Only where a collector is named;
 * otherwise nothing of this package is at work but the passing on of a caller's trace context.
 */
@NullMarked
package dev.caravan.starter.observability.tracing;

import org.jspecify.annotations.NullMarked;
