/** The gateway as a Spring Cloud Gateway, which the platform's own is measured against. */
@NullMarked
package dev.caravan.bench.gateway;

import org.jspecify.annotations.NullMarked;
