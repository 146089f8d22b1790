/**
 * What a route does with the row that its statement returned: read it, refuse by its outcome, tell a replay.
 *
 * <p>Statements themselves are files, {@code sql/<context>/<statement>.sql}.
 */
@NullMarked
package dev.caravan.shared.statement;

import org.jspecify.annotations.NullMarked;
