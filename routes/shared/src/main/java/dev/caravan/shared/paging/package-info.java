/**
 * Pages of a list by cursor (keyset): limits, sealed cursors, and the links from page to page.
 *
 * <p>The order of a list is its statement's.
 */
@NullMarked
package dev.caravan.shared.paging;

import org.jspecify.annotations.NullMarked;
