/**
 * What an import must remember to go on in another invocation, and which invocation may go on.
 *
 * <p>Checkpoints, leases and the pieces of files that belong to them lie in the bucket below {@code checkpoints/}.
 */
@NullMarked
package dev.caravan.feed.checkpoint;

import org.jspecify.annotations.NullMarked;
