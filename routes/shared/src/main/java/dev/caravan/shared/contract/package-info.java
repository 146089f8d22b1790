/**
 * The contract of a service as it runs: its operations, their parameters and bodies, and the check that routes and
 * contract are the same.
 *
 * <p>What one schema says about one value is the business of validation.
 */
@NullMarked
package dev.caravan.shared.contract;

import org.jspecify.annotations.NullMarked;
