package dev.caravan.feed.upload;

/** Text of a feed as reports quote it: never longer than a person reads. */
public final class Excerpt {

    private static final int LONGEST = 200;
    private static final int BRIEF = 40;

    private Excerpt() {}

    /** The text, or its first 200 characters and an ellipsis. */
    public static String shortened(String text) {
        return shortened(text, LONGEST);
    }

    /** The text within a sentence: at most 40 characters. */
    public static String briefly(String text) {
        return shortened(text, BRIEF);
    }

    private static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…";
    }
}
