/** Tests of the window job: source. */
@NullMarked
package dev.caravan.window.source;

import org.jspecify.annotations.NullMarked;
