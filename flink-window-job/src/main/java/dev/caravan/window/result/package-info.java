/** What leaves the job through Kafka: closed windows, late events and dead letters. */
@NullMarked
package dev.caravan.window.result;

import org.jspecify.annotations.NullMarked;
