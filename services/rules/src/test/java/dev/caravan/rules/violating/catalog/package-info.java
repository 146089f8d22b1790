/** A context that breaks the rules of the house. */
@NullMarked
package dev.caravan.rules.violating.catalog;

import org.jspecify.annotations.NullMarked;
