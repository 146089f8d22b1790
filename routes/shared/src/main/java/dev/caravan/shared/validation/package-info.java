/**
 * Holds the values that clients send against the schemas of the contract, and says what is wrong with them, field by
 * field.
 *
 * <p>It knows schemas, not operations: which schema a body or parameter has is said by contract.
 */
@NullMarked
package dev.caravan.shared.validation;

import org.jspecify.annotations.NullMarked;
