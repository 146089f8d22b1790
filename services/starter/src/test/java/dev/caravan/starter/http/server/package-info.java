/** Specifications of the server, over real connections. */
@NullMarked
package dev.caravan.starter.http.server;

import org.jspecify.annotations.NullMarked;
