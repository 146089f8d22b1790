/** Gives the function's tests what the catalog exports. */
@NullMarked
package dev.caravan.catalog.feed;

import org.jspecify.annotations.NullMarked;
