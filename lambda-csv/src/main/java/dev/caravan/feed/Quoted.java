package dev.caravan.feed;

/** Text of a feed as reports quote it: never longer than a person reads. */
final class Quoted {

    private static final int LONGEST = 200;
    private static final int BRIEF = 40;

    private Quoted() {}

    /** The text, or its first 200 characters and an ellipsis. */
    static String shortened(String text) {
        return shortened(text, LONGEST);
    }

    /** The text within a sentence: at most 40 characters. */
    static String briefly(String text) {
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
