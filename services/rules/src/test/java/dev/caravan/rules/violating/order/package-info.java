/** A context that another one should not know. */
@NullMarked
package dev.caravan.rules.violating.order;

import org.jspecify.annotations.NullMarked;
