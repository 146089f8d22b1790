/** The event pipeline seen from outside: its topics and its table, of the platform on this machine or of another one. */
@NullMarked
package dev.caravan.local.cli.pipeline;

import org.jspecify.annotations.NullMarked;
