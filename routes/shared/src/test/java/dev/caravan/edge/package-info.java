/** Specifications of what every HTTP edge shares. */
@NullMarked
package dev.caravan.edge;

import org.jspecify.annotations.NullMarked;
