/** How the job's own types travel between operators and into state, without reflection. */
@NullMarked
package dev.caravan.window.types;

import org.jspecify.annotations.NullMarked;
