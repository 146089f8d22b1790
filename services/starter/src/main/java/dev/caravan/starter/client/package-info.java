/**
 * The Camel component {@code service}: calls another service of the platform over HTTP.
 *
 * <p>It does what a proxy needs and nothing else, at about half of what camel-http costs a request.
 */
@NullMarked
package dev.caravan.starter.client;

import org.jspecify.annotations.NullMarked;
