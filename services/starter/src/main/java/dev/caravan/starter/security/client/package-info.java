/** Tokens of the service's own, by which it calls other services. */
@NullMarked
package dev.caravan.starter.security.client;

import org.jspecify.annotations.NullMarked;
