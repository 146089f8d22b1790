/**
 * Reading Kafka so that one knows how far: the connector's own source, watched. Each reader follows the partitions that it
 * reads; beside the enumerator somebody looks at the topic; so silence is told apart from not having read.
 */
@NullMarked
package dev.caravan.window.reading;

import org.jspecify.annotations.NullMarked;
