/**
 * What reading a request and writing its response have in common: the call, its path, its connection, and the span
 * around it.
 *
 * <p>What only one of the two needs is in request or response, what serves operations in server.
 */
@NullMarked
package dev.caravan.starter.http;

import org.jspecify.annotations.NullMarked;
