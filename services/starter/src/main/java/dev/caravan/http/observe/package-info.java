/** What operators see of a service beyond its requests: what it depends on, its outbox, its producer, its log. */
@NullMarked
package dev.caravan.http.observe;

import org.jspecify.annotations.NullMarked;
