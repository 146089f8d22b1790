/** Measures integrations: what they cost, how fast they are, and how much memory they take. */
@NullMarked
package dev.caravan.local.cli.integrationbench;

import org.jspecify.annotations.NullMarked;
