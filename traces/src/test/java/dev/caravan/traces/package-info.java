@NullMarked
package dev.caravan.traces;

import org.jspecify.annotations.NullMarked;
