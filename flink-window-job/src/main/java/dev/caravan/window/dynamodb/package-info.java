/** The DynamoDB sink: idempotent batch writes that are retried with a limit and never dropped. */
@NullMarked
package dev.caravan.window.dynamodb;

import org.jspecify.annotations.NullMarked;
