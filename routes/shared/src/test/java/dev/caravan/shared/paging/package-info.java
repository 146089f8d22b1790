/** Specifications of pages and their cursors. */
@NullMarked
package dev.caravan.shared.paging;

import org.jspecify.annotations.NullMarked;
