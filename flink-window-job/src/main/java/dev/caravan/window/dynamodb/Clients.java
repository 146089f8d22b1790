package dev.caravan.window.dynamodb;

import java.io.Serializable;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Opens the one client that a sink's writer uses for all its life. */
@FunctionalInterface
public interface Clients extends Serializable {

    /**
     * Opens a client.
     *
     * @return the client; the writer closes it
     */
    DynamoDbAsyncClient open();

    /**
     * Real clients, which never retry by themselves: that is the writer's.
     *
     * @param settings where
     * @return clients of that place
     */
    static Clients of(DynamoDbSettings settings) {
        return () -> {
            AwsCredentialsProvider credentials = settings.googleIdentity() == null
                    ? DefaultCredentialsProvider.builder().build()
                    : GoogleWebIdentity.credentials(settings.googleIdentity(), Region.of(settings.region()));
            var builder = DynamoDbAsyncClient.builder()
                    .region(Region.of(settings.region()))
                    .credentialsProvider(credentials)
                    .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                            .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(1))
                            .connectionTimeout(Duration.ofSeconds(5)))
                    .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                            .apiCallTimeout(Duration.ofSeconds(20)));
            if (settings.endpoint() != null) {
                builder.endpointOverride(settings.endpoint());
            }
            return builder.build();
        };
    }
}
