/** Is this number right? Recounts raw events and compares with both stores of results. */
@NullMarked
package dev.caravan.local.cli.reconcile;

import org.jspecify.annotations.NullMarked;
