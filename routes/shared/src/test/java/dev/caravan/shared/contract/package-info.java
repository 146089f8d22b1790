/** Specifications of contracts: how they are read, and what they refuse in which words. */
@NullMarked
package dev.caravan.shared.contract;

import org.jspecify.annotations.NullMarked;
