/** The form of a dead letter, for those who write one and those who read it. */
@NullMarked
package dev.caravan.deadletter;

import org.jspecify.annotations.NullMarked;
