/** Specifications of conditional requests. */
@NullMarked
package dev.caravan.shared.http;

import org.jspecify.annotations.NullMarked;
