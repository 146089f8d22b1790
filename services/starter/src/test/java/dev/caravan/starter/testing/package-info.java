/** A service with routes that show what reaches them, and clients that write raw bytes: what the specifications of several packages need. */
@NullMarked
package dev.caravan.starter.testing;

import org.jspecify.annotations.NullMarked;
