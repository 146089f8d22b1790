/** The window job beside other ways to do the same, on the same bytes in one process. */
@NullMarked
package dev.caravan.bench.window;

import org.jspecify.annotations.NullMarked;
