/** The processes of the parts: started, watched, found again and stopped. */
@NullMarked
package dev.caravan.local.cli.process;

import org.jspecify.annotations.NullMarked;
