/** Tests of the window job: progress. */
@NullMarked
package dev.caravan.window.progress;

import org.jspecify.annotations.NullMarked;
