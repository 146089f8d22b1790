/** What every HTTP edge of the platform shares: the contract, callers, problems, paging, conditional requests. */
@NullMarked
package dev.caravan.edge;

import org.jspecify.annotations.NullMarked;
