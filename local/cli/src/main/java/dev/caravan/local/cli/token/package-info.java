/** The command that prints a token of the local issuer. */
@NullMarked
package dev.caravan.local.cli.token;

import org.jspecify.annotations.NullMarked;
