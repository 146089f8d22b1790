package dev.caravan.feed.upload;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the uploader asked for.
 *
 * @param dryRun only say what would happen
 * @param maxErrors how many rejected rows end the file early
 * @param allOrNothing whether one rejected row refuses the file
 * @param approved whether somebody has looked at the feed and lets it through although it looks like an accident
 * @param decimals what stands before the decimals of prices
 * @param cutNames whether names that are too long are cut instead of rejected
 */
public record ImportOptions(
        boolean dryRun,
        int maxErrors,
        boolean allOrNothing,
        boolean approved,
        Decimal.Mark decimals,
        boolean cutNames) {

    /** Rows fail alone. */
    static final String REJECT_ROWS = "reject-rows";

    /** One rejected row refuses the file. */
    static final String REJECT_FILE = "reject-file";

    private static final String DRY_RUN = "dry-run";
    private static final String DECIMAL_COMMA = "decimal-comma";
    private static final String CUT_NAMES = "cut-names";
    private static final int MOST_ERRORS = 99_999_999;

    /** The options that can stand at the end of a file's name. */
    static final Set<String> NAME_WORDS = Set.of(DRY_RUN, REJECT_FILE, DECIMAL_COMMA, CUT_NAMES);

    /**
     * Reads the object's name and metadata.
     *
     * @throws RefusedFeedException if an option is there and makes no sense: a dry run must never become a real one
     */
    public static ImportOptions of(FeedReference feed, Map<String, String> metadata, FeedSettings settings) {
        return new ImportOptions(
                isTrue(metadata, DRY_RUN) || feed.asksFor(DRY_RUN),
                maxErrors(metadata, settings.maxErrors()),
                allOrNothing(metadata, settings.allOrNothing()) || feed.asksFor(REJECT_FILE),
                isTrue(metadata, "approved"),
                isTrue(metadata, DECIMAL_COMMA) || feed.asksFor(DECIMAL_COMMA)
                        ? Decimal.Mark.COMMA
                        : Decimal.Mark.POINT,
                isTrue(metadata, CUT_NAMES) || feed.asksFor(CUT_NAMES));
    }

    /** What is known before the object is opened: the settings, and the words in its name. */
    public static ImportOptions ofName(FeedReference feed, FeedSettings settings) {
        return of(feed, Map.of(), settings);
    }

    private static int maxErrors(Map<String, String> metadata, int otherwise) {
        var value = metadata.get("max-errors");
        if (value == null) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(value.strip());
            if (number >= 1 && number <= MOST_ERRORS) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number that is too small or too large
        }
        throw invalid("max-errors", value, "a number from 1 to " + MOST_ERRORS);
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
                "The object's metadata " + name + " is \"" + Excerpt.shortened(value) + "\"; it can be " + expected
                        + ".");
    }
}
