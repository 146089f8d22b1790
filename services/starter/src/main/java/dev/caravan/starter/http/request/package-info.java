/**
 * Reads a request into an exchange: parameters, headers and body by the contract, each within its bounds of size and
 * time.
 *
 * <p>It never writes to the response.
 */
@NullMarked
package dev.caravan.starter.http.request;

import org.jspecify.annotations.NullMarked;
