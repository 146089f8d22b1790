package dev.caravan.feed.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.feed.fixture.Upload;
import dev.caravan.local.testing.LocalS3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects by Camel's component, of a real S3. */
class RoutedObjectStoreTest {

    private static final int PRECONDITION_FAILED = 412;

    @TempDir
    Path directory;

    private Upload upload;
    private RunningObjectStore running;
    private ObjectStore objects;

    @BeforeEach
    void start() {
        upload = new Upload();
        running = RunningObjectStore.at(LocalS3.shared().endpoint());
        objects = running.objects();
    }

    @AfterEach
    void stop() {
        running.close();
        upload.close();
    }

    /** Anybody may upload a file with such a name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "${variable.bucket}",
                "${camelContext.stop}",
                "${bean:type:java.lang.System?method=exit(1)}",
                "$simple{random(10)}",
                "${header.missing}",
                "a ${body} b",
                "${",
                "{{env:PATH}}",
                "RAW(x)",
                "#bean:x",
                "a?b=c&d",
                "50%25 + 1 ☂",
                " blank ",
            })
    void takesAnyNameForAName(String key) throws IOException {
        var object = new ObjectName(upload.bucket, key);

        var etag = objects.create(object, text("one"));
        assertThat(upload.keys("")).containsExactly(key);
        assertThat(read(object)).isEqualTo("one");
        objects.replace(object, text("two"), etag);
        assertThat(read(object)).isEqualTo("two");
        objects.write(object, text("three"));
        assertThat(read(object)).isEqualTo("three");
        assertThat(objects.latestVersion(object)).isNull();
        objects.remove(object);
        assertThat(upload.keys("")).isEmpty();
    }

    @Test
    void takesTheNameOfABucketForAName() {
        var object = new ObjectName("${variable.key}", upload.bucket);

        assertThatThrownBy(() -> objects.write(object, text("x"))).isInstanceOf(NoSuchBucketException.class);
    }

    @Test
    void createsAnObjectOnce() throws IOException {
        var object = new ObjectName(upload.bucket, "lease.json");
        objects.create(object, text("first"));

        assertThatThrownBy(() -> objects.create(object, text("second")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(PRECONDITION_FAILED));
        assertThat(read(object)).isEqualTo("first");
    }

    @Test
    void replacesOnlyWhatItKnows() throws IOException {
        var object = new ObjectName(upload.bucket, "lease.json");
        var known = objects.create(object, text("first"));
        objects.replace(object, text("second"), known);

        assertThatThrownBy(() -> objects.replace(object, text("third"), known))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(PRECONDITION_FAILED));
        assertThat(read(object)).isEqualTo("second");
    }

    @Test
    void tellsTheLatestVersion() {
        upload.versioned();
        var object = new ObjectName(upload.bucket, "feeds/feed.csv");
        objects.write(object, text("first"));
        var first = objects.latestVersion(object);
        objects.write(object, text("second"));

        assertThat(first).isNotNull();
        assertThat(objects.latestVersion(object)).isNotNull().isNotEqualTo(first);
    }

    @Test
    void writesAPartOfAFile() throws IOException {
        var content = new byte[100_000];
        ThreadLocalRandom.current().nextBytes(content);
        var file = Files.write(directory.resolve("file"), content);
        var object = new ObjectName(upload.bucket, "piece");

        objects.write(object, ObjectContent.of("text/plain", file, 123, 70_000));

        try (var stream = objects.read(request(object))) {
            assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 123, 70_123));
            assertThat(stream.response().contentType()).isEqualTo("text/plain");
        }
    }

    @Test
    void saysThatAnObjectIsMissing() {
        var object = new ObjectName(upload.bucket, "missing");

        assertThatThrownBy(() -> objects.read(request(object))).isInstanceOf(NoSuchKeyException.class);
        objects.remove(object);
    }

    @Test
    void showsEveryWayToS3InItsRoutes() {
        assertThat(running.context().getRoutes())
                .extracting(Route::getRouteId)
                .containsExactlyInAnyOrderElementsOf(List.of(
                        "read-object",
                        "look-up-object",
                        "write-object",
                        "create-object",
                        "replace-object",
                        "remove-object"));
        assertThat(running.context().getEndpoints())
                .extracting(Endpoint::getEndpointUri)
                .allSatisfy(uri -> assertThat(uri).doesNotContainIgnoringCase("accessKey", "secret", "token"))
                .filteredOn(uri -> uri.startsWith("aws2-s3:"))
                .hasSize(5);
    }

    private String read(ObjectName object) throws IOException {
        try (var stream = objects.read(request(object))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static GetObjectRequest request(ObjectName object) {
        return GetObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .build();
    }

    private static ObjectContent text(String text) {
        return ObjectContent.of("text/plain", text.getBytes(StandardCharsets.UTF_8));
    }
}
