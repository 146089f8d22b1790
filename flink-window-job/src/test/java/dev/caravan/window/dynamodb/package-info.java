/** Tests of the window job: dynamodb. */
@NullMarked
package dev.caravan.window.dynamodb;

import org.jspecify.annotations.NullMarked;
