@NullMarked
package dev.caravan.rules.regex;

import org.jspecify.annotations.NullMarked;
