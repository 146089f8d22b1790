/** Specifications of the HTTP engine, over a real connection. */
@NullMarked
package dev.caravan.http;

import org.jspecify.annotations.NullMarked;
