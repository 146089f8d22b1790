package dev.caravan.feed.storage;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * All that the function does with the objects of a bucket. What S3 refuses is an
 * {@link software.amazon.awssdk.services.s3.model.S3Exception}; that it cannot be reached, an
 * {@link software.amazon.awssdk.core.exception.SdkClientException}.
 */
public interface ObjectStore {

    /** Opens an object, or a range of it, perhaps on condition. The bytes come as they are read; close or abort them. */
    ResponseInputStream<GetObjectResponse> read(GetObjectRequest request);

    /** The version that an object has now; null in a bucket without versions. */
    @Nullable
    String latestVersion(ObjectName object);

    /** Writes an object, over another of the same name. */
    void write(ObjectName object, ObjectContent content);

    /** Writes an object on condition that there is none, and returns its entity tag. */
    String create(ObjectName object, ObjectContent content);

    /** Writes an object on condition that what is there has this entity tag, and returns the new one. */
    String replace(ObjectName object, ObjectContent content, String expected);

    /** Removes an object; it is no error if there is none. */
    void remove(ObjectName object);
}
