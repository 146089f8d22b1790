/**
 * What an operator sees: metrics in the log, and traces of imports.
 *
 * <p>Nothing here changes what an import does.
 */
@NullMarked
package dev.caravan.feed.observability;

import org.jspecify.annotations.NullMarked;
