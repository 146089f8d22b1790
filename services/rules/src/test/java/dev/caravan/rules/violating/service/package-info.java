/** A service that breaks the rules of the house. */
@NullMarked
package dev.caravan.rules.violating.service;

import org.jspecify.annotations.NullMarked;
