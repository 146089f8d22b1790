/**
 * The marketplace feed: the catalog as a file in the form of Google Merchant Center, written to S3 whenever the catalog has
 * changed, and a manifest that says what is in it and what is not.
 */
@NullMarked
package dev.caravan.integration.market;

import org.jspecify.annotations.NullMarked;
