/** Specifications of what clients outside meet. */
@NullMarked
package dev.caravan.starter.http.edge;

import org.jspecify.annotations.NullMarked;
