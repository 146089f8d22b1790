/** Specifications of bodies and their formats. */
@NullMarked
package dev.caravan.shared.validation;

import org.jspecify.annotations.NullMarked;
