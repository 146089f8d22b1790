package dev.caravan.feed;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The function in a process of its own, for one event; prints how it ended and the most memory that the process had. */
final class OneInvocation {

    private static final int MINUTES_15 = 15 * 60 * 1000;

    private OneInvocation() {}

    /** Arguments: bucket, key, entity tag. Settings as in the cloud, by the environment. */
    public static void main(String[] args) throws IOException {
        var object = new S3EventNotification.S3ObjectEntity(
                URLEncoder.encode(args[1], StandardCharsets.UTF_8), 1L, args[2], "", "1");
        var entity = new S3EventNotification.S3Entity(
                "feeds", new S3EventNotification.S3BucketEntity(args[0], null, "arn"), object, "1.0");
        var event = new S3Event(List.of(new S3EventNotificationRecord(
                "us-east-1", "ObjectCreated:Put", "aws:s3", null, "2.1", null, null, entity, null)));
        var outcome = new FeedHandler()
                .handleRequest(event, FunctionTest.context(MINUTES_15))
                .getFirst();
        System.out.println("status=" + outcome.status());
        for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                System.out.println("peak=" + line.replaceAll("\\D", ""));
            }
        }
        System.exit(0);
    }
}
