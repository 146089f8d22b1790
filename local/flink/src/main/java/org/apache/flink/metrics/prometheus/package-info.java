/** What needs Flink's own package to be seen from: see {@link org.apache.flink.metrics.prometheus.LoopbackReporterFactory}. */
@NullMarked
package org.apache.flink.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
