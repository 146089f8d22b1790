package dev.caravan.feed.storage;

import dev.caravan.feed.upload.FeedSettings;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Connects to S3 and Lambda with the smallest HTTP client, which starts fastest. */
public final class AwsClients {

    private AwsClients() {}

    /** A client of S3, by the settings' region and endpoint. */
    public static S3Client s3(FeedSettings settings) {
        var client = S3Client.builder()
                .region(Region.of(settings.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
        if (settings.s3Endpoint() != null) {
            client.endpointOverride(settings.s3Endpoint()).forcePathStyle(true);
        }
        return client.build();
    }

    /** A client of Lambda, by the settings' region and endpoint. */
    public static LambdaClient lambda(FeedSettings settings) {
        var client = LambdaClient.builder()
                .region(Region.of(settings.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
        if (settings.lambdaEndpoint() != null) {
            client.endpointOverride(settings.lambdaEndpoint());
        }
        return client.build();
    }
}
