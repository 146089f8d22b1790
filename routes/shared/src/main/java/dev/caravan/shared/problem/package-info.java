/**
 * What a caller is told when something cannot be done: problem documents (RFC 9457) and the exception that carries one
 * to the edge.
 *
 * <p>It knows nothing of HTTP servers, contracts or databases; who refuses decides here how it is said.
 */
@NullMarked
package dev.caravan.shared.problem;

import org.jspecify.annotations.NullMarked;
