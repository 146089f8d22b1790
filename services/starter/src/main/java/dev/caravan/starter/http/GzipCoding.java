package dev.caravan.starter.http;

import dev.caravan.shared.http.EntityTags;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compression of responses. A compressed response is another representation, so it has an entity tag of its own (RFC 9110,
 * section 8.8.3): {@code "3-gzip"} for {@code "3"}. In a request both mean the same version.
 */
public final class GzipCoding {
    /** Below this, compression costs more than it saves. */
    public static final int MIN_BYTES = 1024;

    private static final Set<String> COMPRESSIBLE = Set.of(
            "application/json",
            "application/problem+json",
            "application/openapi+json",
            "application/openapi+yaml",
            "application/yaml",
            "application/javascript",
            "image/svg+xml");

    private GzipCoding() {}

    /** Whether the caller takes gzip (RFC 9110, section 12.5.3). */
    public static boolean accepted(HttpServletRequest request) {
        var header = RequestFraming.all(request, "Accept-Encoding");
        if (header == null) {
            return false;
        }
        var accepted = false;
        for (var coding : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            var semicolon = coding.indexOf(';');
            var name = (semicolon < 0 ? coding : coding.substring(0, semicolon)).strip();
            var refused =
                    semicolon >= 0 && coding.substring(semicolon + 1).strip().matches("q\\s*=\\s*0(\\.0*)?");
            if (name.equals("gzip") || name.equals("x-gzip")) {
                return !refused;
            }
            accepted |= name.equals("*") && !refused;
        }
        return accepted;
    }

    /** Whether a body of this type gets smaller by it. */
    public static boolean helps(String contentType) {
        var semicolon = contentType.indexOf(';');
        var type = semicolon < 0
                ? contentType
                : contentType.substring(0, semicolon).strip();
        return type.startsWith("text/") || COMPRESSIBLE.contains(type);
    }

    /** These bytes, compressed. */
    public static byte[] compress(byte[] bytes) {
        var compressed = new ByteArrayOutputStream(bytes.length / 2);
        try (var gzip = new GZIPOutputStream(compressed, 4096)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return compressed.toByteArray();
    }

    /** The tag of the compressed representation. */
    public static String tag(String etag) {
        return etag.endsWith("\"") ? etag.substring(0, etag.length() - 1) + EntityTags.COMPRESSED : etag;
    }

    /** Whether the caller holds the compressed representation of this version. */
    public static boolean holds(@Nullable String ifNoneMatch, String etag) {
        return ifNoneMatch != null && ifNoneMatch.contains(tag(etag));
    }
}
