package dev.caravan.feed;

import java.util.Locale;
import java.util.Map;

/**
 * What the uploader asked for.
 *
 * @param dryRun only say what would happen
 * @param maxErrors how many rejected rows end the file early
 * @param allOrNothing whether one rejected row refuses the file
 * @param approved whether somebody has looked at the feed and lets it through although it looks like an accident
 */
record ImportOptions(boolean dryRun, int maxErrors, boolean allOrNothing, boolean approved) {

    /** Rows fail alone. */
    static final String REJECT_ROWS = "reject-rows";

    /** One rejected row refuses the file. */
    static final String REJECT_FILE = "reject-file";

    /**
     * Reads the object's name and metadata.
     *
     * @throws RefusedFeedException if an option is there and makes no sense: a dry run must never become a real one
     */
    static ImportOptions of(FeedReference feed, Map<String, String> metadata, FeedSettings settings) {
        var maxErrors = metadata.getOrDefault("max-errors", String.valueOf(settings.maxErrors()))
                .trim();
        if (!maxErrors.matches("[1-9]\\d{0,7}|" + settings.maxErrors())) {
            throw invalid("max-errors", maxErrors, "a number from 1 to 99999999");
        }
        return new ImportOptions(
                isTrue(metadata, "dry-run") || feed.asksForDryRun(),
                Integer.parseInt(maxErrors),
                allOrNothing(metadata, settings.allOrNothing()) || feed.asksForAllOrNothing(),
                isTrue(metadata, "approved"));
    }

    private static boolean isTrue(Map<String, String> metadata, String name) {
        var value = metadata.getOrDefault(name, "false").trim();
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, value, "true or false");
        };
    }

    private static boolean allOrNothing(Map<String, String> metadata, boolean otherwise) {
        var value = metadata.getOrDefault("policy", "").trim();
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "" -> otherwise;
            case REJECT_ROWS -> false;
            case REJECT_FILE -> true;
            default -> throw invalid("policy", value, REJECT_ROWS + " or " + REJECT_FILE);
        };
    }

    private static RefusedFeedException invalid(String name, String value, String expected) {
        return new RefusedFeedException(
                RefusalCode.OPTION_INVALID,
                "The object's metadata " + name + " is \"" + Quoted.shortened(value) + "\"; it can be " + expected
                        + ".");
    }
}
