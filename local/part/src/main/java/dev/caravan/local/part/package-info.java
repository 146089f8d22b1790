/** What every local part does at its start: settings from the environment, an end with its parent, the ready line. */
@NullMarked
package dev.caravan.local.part;

import org.jspecify.annotations.NullMarked;
