/** The product catalog: one route for each operation of {@code contracts/openapi/product-catalog.yaml}. */
@NullMarked
package dev.caravan.catalog;

import org.jspecify.annotations.NullMarked;
