/** Load on the platform, by k6, with a verdict. */
@NullMarked
package dev.caravan.local.cli.load;

import org.jspecify.annotations.NullMarked;
