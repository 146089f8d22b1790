/** What contexts share, where it breaks the rules of the house. */
@NullMarked
package dev.caravan.rules.violating.shared;

import org.jspecify.annotations.NullMarked;
