/** Rules for the sources of all modules, those that no class file shows. What class files show is asked in the package above. */
@NullMarked
package dev.caravan.rules.source;

import org.jspecify.annotations.NullMarked;
