package dev.caravan.integration.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file that is in the bucket.
 *
 * @param format what the file is
 * @param beganAt when the first page of the catalog was asked for: what changed before it is in the file
 * @param endedAt when S3 had the whole file
 * @param products how many are in it
 * @param shortenedDescriptions how many of them have a description of which the end is missing
 * @param leftOut how many are not
 * @param leftOutBecause how many, and a few of them, for each reason that there is
 * @param file where it is
 */
record MarketplaceManifest(
        String format,
        @JsonProperty("began_at") Instant beganAt,
        @JsonProperty("ended_at") Instant endedAt,
        long products,
        @JsonProperty("shortened_descriptions") long shortenedDescriptions,
        @JsonProperty("left_out") long leftOut,
        @JsonProperty("left_out_because") Map<String, MarketplaceTally.LeftOutProducts> leftOutBecause,
        File file) {

    /**
     * The file that the manifest speaks of.
     *
     * @param key its key in the bucket of the manifest
     * @param versionId its version; null where the bucket keeps none
     * @param bytes its length as it lies there, compressed
     * @param sha256 of those bytes, in hexadecimal digits
     */
    record File(
            String key,
            @JsonProperty("version_id") @Nullable String versionId,
            long bytes,
            String sha256) {}
}
