/** A real Kafka broker in KRaft mode, in a process of its own. */
@NullMarked
package dev.caravan.local.kafka;

import org.jspecify.annotations.NullMarked;
