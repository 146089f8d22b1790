/** Raw activity events: how their bytes are read, judged and reduced to what counting needs. */
@NullMarked
package dev.caravan.window.event;

import org.jspecify.annotations.NullMarked;
