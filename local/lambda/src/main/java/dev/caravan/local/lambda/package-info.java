/** Lambda on one machine: the runtime API, the real runtime client in a process of its own, and uploads as events. */
@NullMarked
package dev.caravan.local.lambda;

import org.jspecify.annotations.NullMarked;
