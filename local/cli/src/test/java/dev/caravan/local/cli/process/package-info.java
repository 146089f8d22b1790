/** Specifications of how processes are started, recorded and stopped. */
@NullMarked
package dev.caravan.local.cli.process;

import org.jspecify.annotations.NullMarked;
