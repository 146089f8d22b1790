package dev.caravan.window.dynamodb;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how results are stored. Holds no credentials: each machine finds its own.
 *
 * @param table the table
 * @param region the AWS region
 * @param endpoint another endpoint than the region's, or null
 * @param keep for how long after its window's end an item is kept (its {@code expires_at})
 * @param retry how writes are retried
 * @param googleIdentity how to get AWS credentials for this machine's Google service account, or null to use the default
 *     chain of the AWS SDK
 */
public record DynamoDbSettings(
        String table,
        String region,
        @Nullable URI endpoint,
        Duration keep,
        RetryPolicy retry,
        @Nullable GoogleIdentity googleIdentity)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * The AWS role that a Google service account may take.
     *
     * @param roleArn the role
     * @param audience the audience that the role's trust policy asks for
     */
    public record GoogleIdentity(String roleArn, String audience) implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
