/**
 * Who calls: bearer tokens (RFC 6750), their verification against the issuer's keys, and the cache of those that were
 * verified.
 *
 * <p>What a caller may do is said by the contract's scopes and the routes.
 */
@NullMarked
package dev.caravan.starter.security;

import org.jspecify.annotations.NullMarked;
