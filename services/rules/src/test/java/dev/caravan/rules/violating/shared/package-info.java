/** An edge that breaks the rules of the house. */
@NullMarked
package dev.caravan.rules.violating.edge;

import org.jspecify.annotations.NullMarked;
