/** Where events come from: reading Kafka, event time per partition, quiet topics, and the way out for malformed records. */
@NullMarked
package dev.caravan.window.source;

import org.jspecify.annotations.NullMarked;
