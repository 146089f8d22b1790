/** Lists the routes of every context as Camel reads them. */
@NullMarked
package dev.caravan.local.routes;

import org.jspecify.annotations.NullMarked;
