/** The cluster started, killed, stopped and resumed, as a process of its own. */
@NullMarked
package dev.caravan.local.flink;

import org.jspecify.annotations.NullMarked;
