/** Specifications of the management port. */
@NullMarked
package dev.caravan.starter.management;

import org.jspecify.annotations.NullMarked;
