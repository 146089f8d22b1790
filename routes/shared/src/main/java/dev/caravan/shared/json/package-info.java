/**
 * JSON as the platform reads and writes it: one mapper, its bounds, and what is said of text that is no JSON.
 *
 * <p>What a schema asks of a value belongs to validation.
 */
@NullMarked
package dev.caravan.shared.json;

import org.jspecify.annotations.NullMarked;
