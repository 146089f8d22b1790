/** The parts of the platform as data: what each is, needs and says when it is ready. */
@NullMarked
package dev.caravan.local.cli.part;

import org.jspecify.annotations.NullMarked;
