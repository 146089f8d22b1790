package dev.caravan.feed;

import java.util.Map;

/**
 * What the uploader asked for.
 *
 * @param dryRun only say what would happen
 * @param maxErrors how many rejected rows end the file early
 */
record ImportOptions(boolean dryRun, int maxErrors) {

    /**
     * Reads the object's name and metadata.
     *
     * @throws RefusedFeedException if an option is there and makes no sense: a dry run must never become a real one
     */
    static ImportOptions of(FeedReference feed, Map<String, String> metadata, int defaultMaxErrors) {
        var dryRun = metadata.getOrDefault("dry-run", "false").trim();
        if (!dryRun.equalsIgnoreCase("true") && !dryRun.equalsIgnoreCase("false")) {
            throw new RefusedFeedException(
                    RefusalCode.OPTION_INVALID,
                    "The object's metadata dry-run is \"" + Quoted.shortened(dryRun) + "\"; it can be true or false.");
        }
        var maxErrors = metadata.getOrDefault("max-errors", String.valueOf(defaultMaxErrors))
                .trim();
        if (!maxErrors.matches("[1-9]\\d{0,7}")) {
            throw new RefusedFeedException(
                    RefusalCode.OPTION_INVALID,
                    "The object's metadata max-errors is \"" + Quoted.shortened(maxErrors)
                            + "\"; it can be a number from 1 to 99999999.");
        }
        return new ImportOptions(feed.asksForDryRun() || dryRun.equalsIgnoreCase("true"), Integer.parseInt(maxErrors));
    }
}
