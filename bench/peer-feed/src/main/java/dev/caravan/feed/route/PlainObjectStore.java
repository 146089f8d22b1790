package dev.caravan.feed.route;

import dev.caravan.feed.storage.ObjectContent;
import dev.caravan.feed.storage.ObjectName;
import dev.caravan.feed.storage.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The objects of a bucket by the SDK's client alone. */
final class PlainObjectStore implements ObjectStore {

    private final S3Client s3;

    PlainObjectStore(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public ResponseInputStream<GetObjectResponse> read(GetObjectRequest request) {
        return s3.getObject(request);
    }

    @Override
    public @Nullable String latestVersion(ObjectName object) {
        return s3.headObject(head -> head.bucket(object.bucket()).key(object.key()))
                .versionId();
    }

    @Override
    public void write(ObjectName object, ObjectContent content) {
        put(object, content, request -> {});
    }

    @Override
    public String create(ObjectName object, ObjectContent content) {
        return put(object, content, request -> request.ifNoneMatch("*"));
    }

    @Override
    public String replace(ObjectName object, ObjectContent content, String expected) {
        return put(object, content, request -> request.ifMatch(expected));
    }

    @Override
    public void remove(ObjectName object) {
        s3.deleteObject(delete -> delete.bucket(object.bucket()).key(object.key()));
    }

    private String put(ObjectName object, ObjectContent content, Consumer<PutObjectRequest.Builder> condition) {
        var request = PutObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .contentType(content.type())
                .applyMutation(condition);
        try (var bytes = content.bytes()) {
            return s3.putObject(request.build(), RequestBody.fromInputStream(bytes, content.length()))
                    .eTag();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
