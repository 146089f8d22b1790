package dev.caravan.integration.market;

import java.util.regex.Pattern;

/** Text of merchants as a field of a line may have it. */
final class MarketplaceText {
    /** Whatever a reader could take for the end of a field or a line, and blanks beside it. */
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    /** Halves of characters, which UTF-8 cannot have. */
    private static final Pattern HALVES = Pattern.compile("\\p{Cs}");

    /** What turns the text of others around. */
    private static final Pattern DIRECTIONS = Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]");

    private MarketplaceText() {}

    /** One line, without control characters, single blanks between words and none at its ends. */
    static String oneLine(String text) {
        var readable = DIRECTIONS.matcher(text).replaceAll("");
        return HALVES.matcher(BLANKS.matcher(readable).replaceAll(" "))
                .replaceAll("\uFFFD")
                .strip();
    }

    /** How many characters a reader counts. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** At most so many characters, up to the end of a word where there is one in the second half. */
    static String shortened(String text, int most) {
        if (length(text) <= most) {
            return text;
        }
        var cut = text.offsetByCodePoints(0, most);
        var word = text.lastIndexOf(' ', cut);
        return text.substring(0, word > cut / 2 ? word : cut);
    }

    /** A field as it stands between tabs: one with quotes is put in quotes, and has each of its own twice (RFC 4180). */
    static String field(String oneLine) {
        return oneLine.indexOf('"') < 0 ? oneLine : '"' + oneLine.replace("\"", "\"\"") + '"';
    }
}
