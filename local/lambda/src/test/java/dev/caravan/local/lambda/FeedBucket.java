package dev.caravan.local.lambda;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.local.testing.LocalS3;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A bucket of its own in a real S3: feeds are uploaded to it, and reports are waited for. */
final class FeedBucket implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name = "feeds-" + UUID.randomUUID();
    private final S3Client s3 = S3Client.builder()
            .endpointOverride(LocalS3.shared().endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();

    FeedBucket() {
        s3.createBucket(create -> create.bucket(name));
    }

    String name() {
        return name;
    }

    void upload(String key, String content) {
        s3.putObject(put -> put.bucket(name).key(key), RequestBody.fromString(content));
    }

    JsonNode awaitReport(String key) throws IOException {
        await(key).atMost(Duration.ofSeconds(30)).until(() -> exists(key));
        return JSON.readTree(
                s3.getObjectAsBytes(get -> get.bucket(name).key(key)).asByteArray());
    }

    boolean exists(String key) {
        try {
            s3.headObject(head -> head.bucket(name).key(key));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
