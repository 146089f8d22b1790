/**
 * The bytes of a raw activity event, for those who read it without a tree. It only ever says yes: what is unusual is left to a
 * real JSON parser.
 */
@NullMarked
package dev.caravan.event;

import org.jspecify.annotations.NullMarked;
