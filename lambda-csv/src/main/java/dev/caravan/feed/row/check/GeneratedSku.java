package dev.caravan.feed.row.check;

import dev.caravan.feed.upload.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * The sku of a row that gives none: always the same for the same line of the same upload, so that a repeated event
 * creates nothing twice.
 */
public final class GeneratedSku {

    private static final int LENGTH = 12;

    private final String upload;
    private int count;

    /** Skus for the rows of one upload. */
    public GeneratedSku(String bucket, String key, String etag) {
        var identity = bucket + '\n' + key + '\n' + etag;
        this.upload = Sha256.of(identity.getBytes(StandardCharsets.UTF_8)).substring(0, LENGTH);
    }

    /** The sku for the row that begins on this line. */
    String forLine(long line) {
        count++;
        return "feed-" + upload + "-" + line;
    }

    /** How many were given out. */
    public int count() {
        return count;
    }
}
