/** Rotations, broken off at every step. */
@NullMarked
package dev.caravan.local.cli.cloud.rotation;

import org.jspecify.annotations.NullMarked;
