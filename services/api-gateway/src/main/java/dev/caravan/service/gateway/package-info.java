/** The API gateway as a service. */
@NullMarked
package dev.caravan.service.gateway;

import org.jspecify.annotations.NullMarked;
