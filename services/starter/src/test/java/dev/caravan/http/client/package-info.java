/** Tests of the component {@code service}. */
@NullMarked
package dev.caravan.http.client;

import org.jspecify.annotations.NullMarked;
