/** Tests of what a person at the terminal sees. */
@NullMarked
package dev.caravan.local.cli.terminal;

import org.jspecify.annotations.NullMarked;
