/** Tests of the window job: result. */
@NullMarked
package dev.caravan.window.result;

import org.jspecify.annotations.NullMarked;
