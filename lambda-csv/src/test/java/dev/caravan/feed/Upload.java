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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a real S3, with feeds that are uploaded and reports that are read and held against their schema. */
final class Upload implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicLong SEQUENCE = new AtomicLong();

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

    /** Keeps every version of an object from now on. */
    Upload versioned() {
        s3.putBucketVersioning(put -> put.bucket(bucket)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        return this;
    }

    /** Uploads and returns the event that S3 would send. */
    S3Event put(String key, byte[] content, Map<String, String> metadata) {
        return put(key, RequestBody.fromBytes(content), metadata);
    }

    S3Event put(String key, Path file) {
        return put(key, RequestBody.fromFile(file), Map.of());
    }

    private S3Event put(String key, RequestBody content, Map<String, String> metadata) {
        var answer = s3.putObject(put -> put.bucket(bucket).key(key).metadata(metadata), content);
        var version = answer.versionId() == null ? "" : answer.versionId();
        return event(key, answer.eTag().replace("\"", ""), version);
    }

    S3Event put(String key, String content) {
        return put(key, content.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    S3Event event(String key, String etag) {
        return event(key, etag, "");
    }

    private S3Event event(String key, String etag, String version) {
        var encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
        var sequencer = "%016X".formatted(SEQUENCE.incrementAndGet());
        var object = new S3EventNotification.S3ObjectEntity(encoded, 1L, etag, version, sequencer);
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
        return checked(key, "/feeds/report.schema.json");
    }

    /** What is shown of an import that runs, after it was held against its schema. */
    JsonNode progress(String key) throws IOException {
        return checked(key, "/feeds/progress.schema.json");
    }

    /** The keys of all objects below a prefix. */
    List<String> keys(String prefix) {
        return s3.listObjectsV2(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private JsonNode checked(String key, String schemaFile) throws IOException {
        var report = JSON.readTree(
                s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray());
        try (var schema = Upload.class.getResourceAsStream(schemaFile)) {
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
