/** The gateway as its clients see it, in front of services that the tests play. */
@NullMarked
package dev.caravan.service.gateway;

import org.jspecify.annotations.NullMarked;
