package dev.caravan.local.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.testing.LocalS3;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds in a real S3. */
class FeedBucketTest {

    private final String s3 = LocalS3.shared().endpoint().toString();
    private final FeedBucket bucket = new FeedBucket(s3);

    @TempDir
    Path directory;

    @Test
    void approvesByANewUploadOfTheSameContentWithTheSameOptions() throws IOException, InterruptedException {
        var etag = bucket.put("held sale.csv", file("sku,name,price\nA,Käse,1\n"), Map.of("policy", "reject-file"));
        var before = listed("held%20sale.csv");

        assertThat(bucket.approve("held sale.csv", etag)).isEqualTo(etag);

        assertThat(bucket.get("feeds/held sale.csv")).contains("sku,name,price\nA,Käse,1\n");
        // what tells the function's part that there is a new upload
        assertThat(listed("held%20sale.csv")).isNotEqualTo(before);
        var metadata = send("feeds/held%20sale.csv").headers();
        assertThat(metadata.firstValue("x-amz-meta-approved")).contains("true");
        assertThat(metadata.firstValue("x-amz-meta-policy")).contains("reject-file");
    }

    @Test
    void approvesNoOtherUploadThanTheOneThatWasHeld() throws IOException {
        var held = bucket.put("replaced.csv", file("sku,name,price\nA,Cup,1\n"), Map.of());
        bucket.put("replaced.csv", file("sku,name,price\nA,Cup,2\n"), Map.of());

        assertThatThrownBy(() -> bucket.approve("replaced.csv", held))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("is not the upload that was held");
        assertThat(bucket.get("feeds/replaced.csv")).contains("sku,name,price\nA,Cup,2\n");
    }

    @Test
    void readsAnObjectThatIsReplacedMeanwhile() throws Exception {
        var content = "sku,name,price\n" + "A,Cup,1\n".repeat(200);
        var file = file(content);
        bucket.put("busy.csv", file, Map.of());
        try (var writer = Executors.newSingleThreadExecutor()) {
            var writing = writer.submit(() -> {
                for (var i = 0; i < 100; i++) {
                    bucket.put("busy.csv", file, Map.of());
                }
            });
            do {
                assertThat(bucket.get("feeds/busy.csv")).contains(content);
            } while (!writing.isDone());
            writing.get();
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("feed.csv"), content);
    }

    /** What a listing of the bucket says of a feed: above all, when it was uploaded. */
    private String listed(String name) throws IOException, InterruptedException {
        return send("?list-type=2&prefix=feeds/" + name).body();
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(s3 + "/caravan-feeds/" + path))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
