/**
 * Resources that the gateway puts together from several services: it fetches their parts side by side and says which one
 * is missing.
 *
 * <p>Operations of one service pass through the package above.
 */
@NullMarked
package dev.caravan.gateway.aggregate;

import org.jspecify.annotations.NullMarked;
