/** Specifications of tokens, against an issuer that the tests play. */
@NullMarked
package dev.caravan.starter.security;

import org.jspecify.annotations.NullMarked;
