package dev.caravan.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What S3 tells Lambda about an upload: its event notification message, structure version 2.1. */
final class S3EventJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private S3EventJson() {}

    /**
     * The notification of one created object.
     *
     * @param etag without quotes
     * @param versionId null in a bucket without versions
     */
    static String objectCreated(
            String region, String bucket, String key, String etag, long size, @Nullable String versionId, Instant at) {
        var event = JSON.createObjectNode();
        var record = event.putArray("Records").addObject();
        record.put("eventVersion", "2.1");
        record.put("eventSource", "aws:s3");
        record.put("awsRegion", region);
        record.put("eventTime", at.toString());
        record.put("eventName", "ObjectCreated:Put");
        record.putObject("userIdentity").put("principalId", "local");
        record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        record.putObject("responseElements");
        var s3 = record.putObject("s3");
        s3.put("s3SchemaVersion", "1.0");
        s3.put("configurationId", "feeds");
        var bucketNode = s3.putObject("bucket");
        bucketNode.put("name", bucket);
        bucketNode.put("arn", "arn:aws:s3:::" + bucket);
        bucketNode.putObject("ownerIdentity").put("principalId", "local");
        var object = s3.putObject("object");
        object.put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"));
        object.put("size", size);
        object.put("eTag", etag);
        if (versionId != null) {
            object.put("versionId", versionId);
        }
        object.put("sequencer", String.format("%016X", at.toEpochMilli()));
        return event.toString();
    }
}
