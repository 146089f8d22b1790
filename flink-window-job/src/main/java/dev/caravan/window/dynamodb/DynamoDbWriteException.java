package dev.caravan.window.dynamodb;

import org.jspecify.annotations.Nullable;

/** Results could not be stored. The job fails with it and goes on from its last checkpoint. */
public final class DynamoDbWriteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DynamoDbWriteException(String table, int items, int attempts, @Nullable Throwable cause) {
        super(
                "DynamoDB table " + table + " did not take " + items + " items after " + attempts + " attempts: "
                        + (cause == null ? "it left them unprocessed" : cause.getMessage()),
                cause);
    }
}
