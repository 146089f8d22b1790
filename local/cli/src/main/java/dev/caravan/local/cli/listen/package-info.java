/** A receiver of webhooks on this machine. */
@NullMarked
package dev.caravan.local.cli.listen;

import org.jspecify.annotations.NullMarked;
