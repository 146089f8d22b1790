/** A pipeline that tests fill by hand. */
@NullMarked
package dev.caravan.local.cli.pipeline;

import org.jspecify.annotations.NullMarked;
