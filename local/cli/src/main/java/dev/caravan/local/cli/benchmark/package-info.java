/** What a benchmark is, and what comes of it. */
@NullMarked
package dev.caravan.local.cli.benchmark;

import org.jspecify.annotations.NullMarked;
