/** Webhooks as one would write them with Spring: a listener that sends. */
@NullMarked
package dev.caravan.bench.webhooks;

import org.jspecify.annotations.NullMarked;
