/** Tests of the window job: event. */
@NullMarked
package dev.caravan.window.event;

import org.jspecify.annotations.NullMarked;
