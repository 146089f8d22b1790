/**
 * What the service does that clients outside speak to: rate limits, shares of one address, CORS, and the published
 * documentation.
 *
 * <p>Services behind it run without this package.
 */
@NullMarked
package dev.caravan.starter.http.edge;

import org.jspecify.annotations.NullMarked;
