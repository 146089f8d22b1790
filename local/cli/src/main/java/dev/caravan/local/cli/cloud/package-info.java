/** Commands for the clouds: check what is described, plan and apply it, submit the window job. */
@NullMarked
package dev.caravan.local.cli.cloud;

import org.jspecify.annotations.NullMarked;
