/** How far the job has got, for those who read its results: which windows are final. */
@NullMarked
package dev.caravan.window.progress;

import org.jspecify.annotations.NullMarked;
