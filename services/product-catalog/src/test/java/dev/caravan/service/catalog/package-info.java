/** The product catalog as its clients see it, against a real database and broker. */
@NullMarked
package dev.caravan.service.catalog;

import org.jspecify.annotations.NullMarked;
