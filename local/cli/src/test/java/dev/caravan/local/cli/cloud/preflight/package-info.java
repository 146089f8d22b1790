@NullMarked
package dev.caravan.local.cli.cloud.preflight;

import org.jspecify.annotations.NullMarked;
