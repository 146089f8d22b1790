/** The commands of {@code ./caravan}, one package a feature. */
@NullMarked
package dev.caravan.local.cli;

import org.jspecify.annotations.NullMarked;
