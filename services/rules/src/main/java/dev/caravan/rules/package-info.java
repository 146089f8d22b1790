/** The vocabulary in which the rules of the house are said; the tests hold Caravan against them. */
@NullMarked
package dev.caravan.rules;

import org.jspecify.annotations.NullMarked;
