/** An engine that breaks the rules of the house. */
@NullMarked
package dev.caravan.rules.violating.http;

import org.jspecify.annotations.NullMarked;
