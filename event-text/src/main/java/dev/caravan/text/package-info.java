/**
 * What text the platform takes, from whichever side it comes: the API and the CSV import judge by these rules, and say what
 * is wrong in these words. The contract ({@code contracts/openapi}) states the same, and a test holds the two together.
 */
@NullMarked
package dev.caravan.text;

import org.jspecify.annotations.NullMarked;
