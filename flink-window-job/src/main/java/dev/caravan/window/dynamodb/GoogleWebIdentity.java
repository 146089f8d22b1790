package dev.caravan.window.dynamodb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;

/**
 * AWS credentials for a job that runs on Google Cloud, without any secret: the identity token of the machine's service
 * account, from the metadata server, is exchanged for a short session of an AWS role (AssumeRoleWithWebIdentity).
 */
final class GoogleWebIdentity {

    private static final String METADATA =
            "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/identity";

    private GoogleWebIdentity() {}

    static AwsCredentialsProvider credentials(DynamoDbSettings.GoogleIdentity identity, Region region) {
        return StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
                .stsClient(StsClient.builder()
                        .region(region)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build())
                .refreshRequest(() -> AssumeRoleWithWebIdentityRequest.builder()
                        .roleArn(identity.roleArn())
                        .roleSessionName("caravan-window-job")
                        .webIdentityToken(token(URI.create(METADATA), identity.audience()))
                        .build())
                .asyncCredentialUpdateEnabled(true)
                .build();
    }

    /** The service account's identity token for an audience. */
    static String token(URI metadata, String audience) {
        var uri = URI.create(metadata + "?format=full&audience=" + URLEncoder.encode(audience, StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(uri)
                .header("Metadata-Flavor", "Google")
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        "the Google metadata server gave no identity token: status " + response.statusCode());
            }
            return response.body().trim();
        } catch (IOException e) {
            throw new UncheckedIOException("the Google metadata server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the Google metadata server", e);
        }
    }
}
