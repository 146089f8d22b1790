/** Tests of the tokens by which a service calls others. */
@NullMarked
package dev.caravan.starter.security.client;

import org.jspecify.annotations.NullMarked;
