/** Tests of the services behind the gateway, each in a process of its own. */
@NullMarked
package dev.caravan.together;

import org.jspecify.annotations.NullMarked;
