/** Dead letters: records that the window job refused, each with its reason; looked at and sent again. */
@NullMarked
package dev.caravan.local.cli.dlq;

import org.jspecify.annotations.NullMarked;
