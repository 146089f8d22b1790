/** Tests of the benchmark. */
@NullMarked
package dev.caravan.bench.window;

import org.jspecify.annotations.NullMarked;
