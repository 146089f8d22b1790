/** The test command, and what is prepared once a build. */
@NullMarked
package dev.caravan.local.cli.build;

import org.jspecify.annotations.NullMarked;
