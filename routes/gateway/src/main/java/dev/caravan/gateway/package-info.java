/**
 * The one public entry: hands each operation of the services on to them, and answers the gateway's own operations
 * (aggregates and analytics).
 */
@NullMarked
package dev.caravan.gateway;

import org.jspecify.annotations.NullMarked;
