/** Tests of the commands for the clouds. */
@NullMarked
package dev.caravan.local.cli.cloud;

import org.jspecify.annotations.NullMarked;
