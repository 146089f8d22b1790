/**
 * One upload that becomes an import: which object it is, what its owner asked for, and how it may end.
 *
 * <p>Words and values that all other packages share; it depends on none of them.
 */
@NullMarked
package dev.caravan.feed.upload;

import org.jspecify.annotations.NullMarked;
