/** A starter that breaks the rules of the house. */
@NullMarked
package dev.caravan.rules.violating.starter;

import org.jspecify.annotations.NullMarked;
