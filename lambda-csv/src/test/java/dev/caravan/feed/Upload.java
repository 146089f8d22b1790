package dev.caravan.feed;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.caravan.local.testing.LocalS3;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A bucket of a real S3, with feeds that are uploaded and reports that are read and held against their schema. */
final class Upload implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final String bucket = "feeds-" + UUID.randomUUID();
    private final S3Client s3 = S3Client.builder()
            .endpointOverride(LocalS3.shared().endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();

    Upload() {
        s3.createBucket(create -> create.bucket(bucket));
    }

    /** Uploads and returns the event that S3 would send. */
    S3Event put(String key, byte[] content, Map<String, String> metadata) {
        var etag = s3.putObject(put -> put.bucket(bucket).key(key).metadata(metadata), RequestBody.fromBytes(content))
                .eTag();
        return event(key, etag.replace("\"", ""));
    }

    S3Event put(String key, String content) {
        return put(key, content.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    S3Event event(String key, String etag) {
        var encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
        var object = new S3EventNotification.S3ObjectEntity(encoded, 1L, etag, "", "0");
        var s3Entity = new S3EventNotification.S3Entity(
                "feeds", new S3EventNotification.S3BucketEntity(bucket, null, "arn"), object, "1.0");
        return new S3Event(List.of(new S3EventNotificationRecord(
                "us-east-1", "ObjectCreated:Put", "aws:s3", null, "2.1", null, null, s3Entity, null)));
    }

    void delete(String key) {
        s3.deleteObject(delete -> delete.bucket(bucket).key(key));
    }

    /** A report, after it was held against its schema. */
    JsonNode report(String key) throws IOException {
        var report = JSON.readTree(
                s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray());
        try (var schema = Upload.class.getResourceAsStream("/feeds/report.schema.json")) {
            var problems = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema)
                    .validate(report);
            if (!problems.isEmpty()) {
                throw new AssertionError(problems + " in " + report.toPrettyString());
            }
        }
        return report;
    }

    String text(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
    }

    boolean has(String key) {
        try {
            s3.headObject(head -> head.bucket(bucket).key(key));
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
