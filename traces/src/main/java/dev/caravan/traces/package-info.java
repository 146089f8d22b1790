/** Spans of the feed function and the window job, handed over by OTLP over HTTP. */
@NullMarked
package dev.caravan.traces;

import org.jspecify.annotations.NullMarked;
