/** The product catalog as a service. */
@NullMarked
package dev.caravan.service.catalog;

import org.jspecify.annotations.NullMarked;
