/** Specifications of how bodies are received. */
@NullMarked
package dev.caravan.starter.http.request;

import org.jspecify.annotations.NullMarked;
