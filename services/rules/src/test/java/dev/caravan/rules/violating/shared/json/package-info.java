/** A layer that one beside it should not know. */
@NullMarked
package dev.caravan.rules.violating.shared.json;

import org.jspecify.annotations.NullMarked;
