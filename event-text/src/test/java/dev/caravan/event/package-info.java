/** Tests of the bytes of an event. */
@NullMarked
package dev.caravan.event;

import org.jspecify.annotations.NullMarked;
