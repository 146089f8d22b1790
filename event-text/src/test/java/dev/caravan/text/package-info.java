/** Tests of the rules for text. */
@NullMarked
package dev.caravan.text;

import org.jspecify.annotations.NullMarked;
