package dev.caravan.feed;

import com.fasterxml.jackson.core.JsonFactory;
import dev.caravan.feed.upload.FeedReference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * Has the function invoked again for a feed that is not finished: asynchronously, with the event of that one upload, so that
 * Lambda's retries and dead-letter queue stand behind it as behind the first.
 */
final class SelfInvocation {

    private static final JsonFactory JSON = new JsonFactory();

    private final Supplier<LambdaClient> clients;
    private final Clock clock;
    private @Nullable LambdaClient lambda;

    /** @param clients called only when a feed is continued, since most are not and a client takes time to make */
    SelfInvocation(Supplier<LambdaClient> clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * Invokes.
     *
     * @param function the function's own ARN, with its version or alias
     */
    synchronized void goOn(FeedReference feed, String function) throws IOException {
        var client = lambda;
        if (client == null) {
            client = clients.get();
            lambda = client;
        }
        var payload = SdkBytes.fromByteArray(event(feed, clock.instant()));
        client.invoke(invoke -> invoke.functionName(function)
                .invocationType(InvocationType.EVENT)
                .payload(payload));
    }

    /** What S3 said of the upload, as far as it matters here. */
    static byte[] event(FeedReference feed, Instant at) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("Records");
            json.writeStartObject();
            json.writeStringField("eventSource", "aws:s3");
            json.writeStringField("eventName", "ObjectCreated:Put");
            // without one, Lambda's runtime client cannot read the event
            json.writeStringField("eventTime", at.toString());
            json.writeObjectFieldStart("s3");
            json.writeObjectFieldStart("bucket");
            json.writeStringField("name", feed.bucket());
            json.writeEndObject();
            json.writeObjectFieldStart("object");
            json.writeStringField("key", URLEncoder.encode(feed.key(), StandardCharsets.UTF_8));
            if (feed.etag() != null) {
                json.writeStringField("eTag", feed.etag());
            }
            if (feed.versionId() != null) {
                json.writeStringField("versionId", feed.versionId());
            }
            if (feed.sequencer() != null) {
                json.writeStringField("sequencer", feed.sequencer());
            }
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
