/** A real Flink cluster in one process: it runs the window job from its own jar and resumes it after any stop or crash. */
@NullMarked
package dev.caravan.local.flink;

import org.jspecify.annotations.NullMarked;
