/**
 * What the tests of every service share. Put on a test class path, it holds each request and response against the service's
 * contract, knows how to make hostile requests out of it, and speaks to a service as one caller.
 */
@NullMarked
package dev.caravan.testing;

import org.jspecify.annotations.NullMarked;
