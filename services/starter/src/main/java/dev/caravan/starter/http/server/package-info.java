/**
 * Camel's platform-http on Jetty: finds the operation of a request, runs its route on a virtual thread, bounds how many
 * run, and stops without losing one.
 *
 * <p>How a request is read, a response written or a caller limited is said in the packages beside it.
 */
@NullMarked
package dev.caravan.starter.http.server;

import org.jspecify.annotations.NullMarked;
