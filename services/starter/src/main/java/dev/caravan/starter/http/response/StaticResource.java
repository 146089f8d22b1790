package dev.caravan.starter.http.response;

import dev.caravan.starter.http.GzipCoding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that the service publishes beside its operations, the same for everybody. */
public final class StaticResource {
    private final String contentType;
    private final byte[] bytes;
    private final String etag;
    private final Map<String, String> headers;
    private volatile byte @Nullable [] compressed;

    /**
     * A resource whose tag is made of its bytes.
     *
     * @param headers what the response carries beside its type and entity tag
     */
    public StaticResource(String contentType, byte[] bytes, Map<String, String> headers) {
        this.contentType = contentType;
        this.bytes = bytes;
        this.etag = "\"" + digest(bytes) + "\"";
        this.headers = headers;
    }

    /** A resource of text, in UTF-8. */
    public StaticResource(String contentType, String text, Map<String, String> headers) {
        this(contentType, text.getBytes(StandardCharsets.UTF_8), headers);
    }

    String contentType() {
        return contentType;
    }

    String etag() {
        return etag;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The bytes compressed, which is done once. */
    byte[] compressed() {
        var known = compressed;
        if (known == null) {
            known = GzipCoding.compress(bytes);
            compressed = known;
        }
        return known;
    }

    private static String digest(byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
