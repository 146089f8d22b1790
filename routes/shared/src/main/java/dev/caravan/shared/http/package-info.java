/**
 * Steps of a route that speak HTTP: who calls, conditional requests, the response of a resource, and the variables in
 * which the server hands a request over.
 *
 * <p>No class of a web server belongs here, nor anything that knows a table.
 */
@NullMarked
package dev.caravan.shared.http;

import org.jspecify.annotations.NullMarked;
