/**
 * What holds every request and response of a service's tests against its contract: on a test class path it is at work by
 * itself.
 *
 * <p>Nothing here sends a request; what was seen and was not of the contract fails the test class.
 */
@NullMarked
package dev.caravan.testing.contract;

import org.jspecify.annotations.NullMarked;
