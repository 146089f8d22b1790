/**
 * The format of a log record, and an appender that never blocks a request.
 *
 * <p>Which logger writes what is set in caravan-observe.yaml.
 */
@NullMarked
package dev.caravan.starter.observability.logging;

import org.jspecify.annotations.NullMarked;
