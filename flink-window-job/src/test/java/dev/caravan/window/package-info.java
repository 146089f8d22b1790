/** Tests of the window job. */
@NullMarked
package dev.caravan.window;

import org.jspecify.annotations.NullMarked;
