/** A layer that breaks the rules of the house. */
@NullMarked
package dev.caravan.rules.violating.shared.problem;

import org.jspecify.annotations.NullMarked;
