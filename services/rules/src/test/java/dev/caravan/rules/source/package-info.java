/** Each rule for sources holds, and can fail. */
@NullMarked
package dev.caravan.rules.source;

import org.jspecify.annotations.NullMarked;
