/**
 * The way of a feed through Camel's routes, and the state of an import on that way.
 *
 * <p>Reads as the story: inspect, rehearse, import, report.
 */
@NullMarked
package dev.caravan.feed.route;

import org.jspecify.annotations.NullMarked;
