/** Tests of the component {@code service}. */
@NullMarked
package dev.caravan.starter.client;

import org.jspecify.annotations.NullMarked;
