/** DynamoDB Local, on disk, in a process of its own. */
@NullMarked
package dev.caravan.local.dynamodb;

import org.jspecify.annotations.NullMarked;
