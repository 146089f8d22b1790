/** A small OIDC issuer: metadata, keys, a token endpoint for client credentials. */
@NullMarked
package dev.caravan.local.issuer;

import org.jspecify.annotations.NullMarked;
