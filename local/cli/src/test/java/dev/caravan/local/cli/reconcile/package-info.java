/** Tests of the recount. */
@NullMarked
package dev.caravan.local.cli.reconcile;

import org.jspecify.annotations.NullMarked;
