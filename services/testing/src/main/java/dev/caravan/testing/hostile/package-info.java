/**
 * Hostile requests, made out of a contract: bodies, headers and connections as no client of good will would send them,
 * and values at the edges.
 *
 * <p>What they expect is the same of every service: a problem document, nothing changed, and a service that goes on.
 */
@NullMarked
package dev.caravan.testing.hostile;

import org.jspecify.annotations.NullMarked;
