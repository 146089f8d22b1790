/** The rules of the house, and the proof that each of them can be broken. */
@NullMarked
package dev.caravan.rules;

import org.jspecify.annotations.NullMarked;
