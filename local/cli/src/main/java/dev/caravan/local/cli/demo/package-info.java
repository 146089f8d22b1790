/** The demo: the platform's story on real input, checked at each step. */
@NullMarked
package dev.caravan.local.cli.demo;

import org.jspecify.annotations.NullMarked;
