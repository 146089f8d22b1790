/** Looking on: what the platform is told when somebody does. */
@NullMarked
package dev.caravan.local.cli.observe;

import org.jspecify.annotations.NullMarked;
