/** What is taken in quickly, held against what the contract says. */
@NullMarked
package dev.caravan.activity;

import org.jspecify.annotations.NullMarked;
