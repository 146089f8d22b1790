/** Specifications of paths and codings. */
@NullMarked
package dev.caravan.starter.http;

import org.jspecify.annotations.NullMarked;
