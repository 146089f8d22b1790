/** A real PostgreSQL, from binaries on the class path, in a process of its own. */
@NullMarked
package dev.caravan.local.postgres;

import org.jspecify.annotations.NullMarked;
