/**
 * The HTTP engine of Camel's {@code platform-http} component: each request is served on its own virtual thread, and only
 * what the contract names passes between the wire and an exchange.
 */
@NullMarked
package dev.caravan.http;

import org.jspecify.annotations.NullMarked;
