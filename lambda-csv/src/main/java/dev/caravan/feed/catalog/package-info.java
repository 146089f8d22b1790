/**
 * The product catalog behind the gateway: tokens, requests, retries.
 *
 * <p>The only package that speaks HTTP.
 */
@NullMarked
package dev.caravan.feed.catalog;

import org.jspecify.annotations.NullMarked;
