/** Tests of the window job: count. */
@NullMarked
package dev.caravan.window.count;

import org.jspecify.annotations.NullMarked;
