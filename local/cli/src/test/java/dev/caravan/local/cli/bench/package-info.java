/** Tests of the benchmarks. */
@NullMarked
package dev.caravan.local.cli.bench;

import org.jspecify.annotations.NullMarked;
