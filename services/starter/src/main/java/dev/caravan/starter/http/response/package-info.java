/**
 * Writes an exchange or a failure as a response: status, the headers that may leave, and a body that is compressed where
 * both sides gain.
 *
 * <p>It decides nothing about who may call.
 */
@NullMarked
package dev.caravan.starter.http.response;

import org.jspecify.annotations.NullMarked;
