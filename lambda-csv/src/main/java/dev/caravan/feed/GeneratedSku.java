package dev.caravan.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The sku of a row that gives none: always the same for the same line of the same upload, so that a repeated event
 * creates nothing twice.
 */
final class GeneratedSku {

    private static final int LENGTH = 12;

    private final String upload;
    private int count;

    GeneratedSku(String bucket, String key, String etag) {
        var identity = bucket + '\n' + key + '\n' + etag;
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            this.upload = HexFormat.of().formatHex(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** The sku for the row that begins on this line. */
    String forLine(long line) {
        count++;
        return "feed-" + upload + "-" + line;
    }

    /** How many were given out. */
    int count() {
        return count;
    }
}
