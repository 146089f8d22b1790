/** Metrics, alerts and traces of a platform on one machine. */
@NullMarked
package dev.caravan.local.observe;

import org.jspecify.annotations.NullMarked;
