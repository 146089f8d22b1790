/** Tests of what Kafka's clients have in common. */
@NullMarked
package dev.caravan.starter.messaging;

import org.jspecify.annotations.NullMarked;
