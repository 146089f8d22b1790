/** Tests of the window job: reading. */
@NullMarked
package dev.caravan.window.reading;

import org.jspecify.annotations.NullMarked;
