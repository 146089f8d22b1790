package dev.caravan.local.lambda;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Turns uploads below {@code feeds/} into events; the function says of what is no feed that it is none. It looks into the bucket again and again; an
 * upload is remembered only after its event is on disk, so none is lost, and one may come twice, as with S3 itself.
 */
final class UploadRelay {

    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final String PREFIX = "feeds/";
    private static final String FOLDER = "/";

    private final S3Client s3;
    private final String region;
    private final String bucket;
    private final HandedOver handedOver;
    private final Invocations invocations;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean reachable;

    UploadRelay(S3Client s3, String region, String bucket, HandedOver handedOver, Invocations invocations) {
        this.s3 = s3;
        this.region = region;
        this.bucket = bucket;
        this.handedOver = handedOver;
        this.invocations = invocations;
        this.thread = Thread.ofPlatform().name("relay").start(this::run);
    }

    /** Whether the bucket could be listed when it was last tried. */
    boolean reachable() {
        return reachable;
    }

    private void run() {
        var complained = false;
        while (!closed) {
            try {
                look();
                reachable = true;
                complained = false;
            } catch (SdkException | IOException e) {
                reachable = false;
                if (!complained && !closed) {
                    System.out.println("the bucket " + bucket + " cannot be read, trying on: " + e.getMessage());
                    complained = true;
                }
            }
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void look() throws IOException {
        var keys = new HashSet<String>();
        for (var object : s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(PREFIX))
                .contents()) {
            if (!object.key().endsWith(FOLDER)) {
                keys.add(object.key());
                var upload = object.eTag() + " " + object.lastModified();
                if (!handedOver.contains(object.key(), upload)) {
                    handOver(object, upload);
                }
            }
        }
        handedOver.retain(keys);
    }

    private void handOver(S3Object object, String upload) throws IOException {
        try {
            var head = s3.headObject(request -> request.bucket(bucket).key(object.key()));
            if (!head.eTag().equals(object.eTag())) {
                // replaced since it was listed: the next look finds the new upload
                return;
            }
            var event = invocations.enqueue(S3EventJson.objectCreated(
                    region,
                    bucket,
                    object.key(),
                    head.eTag().replace("\"", ""),
                    head.contentLength(),
                    head.versionId(),
                    head.lastModified()));
            handedOver.remember(object.key(), upload);
            System.out.println("event " + event.id() + " for " + object.key());
        } catch (NoSuchKeyException e) {
            System.out.println(object.key() + " was removed before it became an event");
        }
    }

    /** Ends it in order. */
    void close() throws InterruptedException {
        closed = true;
        thread.join(TimeUnit.SECONDS.toMillis(5));
        s3.close();
    }
}
