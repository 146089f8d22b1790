package dev.caravan.text;

import java.util.Locale;

/**
 * Which characters can be seen. Lists of our own and not the JDK's, because every JVM must judge alike, and because no class
 * of the JDK is what a reader would call invisible: {@code isWhitespace} knows neither the no-break space nor the zero-width
 * one.
 */
public final class Characters {
    /**
     * Controls, all white space of Unicode (property {@code White_Space}), and what is as wide as nothing: soft hyphen,
     * zero-width spaces and joiners, marks of direction, the byte order mark, the blank of Braille and the fillers of Hangul.
     */
    private static final CodePoints BLANK = CodePoints.of(
            "0000-0020 007f-00a0 00ad 061c 1680 180e 2000-200f 2028-202f" + " 205f-206f 2800 3000 3164 feff ffa0");

    /**
     * What shows only in what stands beside it: the rest of property {@code Default_Ignorable_Code_Point}, such as variation
     * selectors and tags, and the controls of annotations and hieroglyphs.
     */
    private static final CodePoints SILENT = CodePoints.of("034f 115f-1160 17b4-17b5 180b-180d 180f fe00-fe0f fff0-fffb"
            + " 13430-1343f 1bca0-1bca3 1d173-1d17a e0000-e0fff");

    /** Marks, embeddings, overrides and isolates of direction, and the two separators that end lines. */
    private static final CodePoints DIRECTION = CodePoints.of("061c 200e-200f 2028-202e 2066-2069");

    private Characters() {}

    /** Whether there is nothing to see, so that it says nothing at the ends of a text. The ASCII space is one of them. */
    public static boolean isBlank(int codePoint) {
        return codePoint <= 0x7e ? codePoint <= ' ' : BLANK.contains(codePoint);
    }

    /** Whether a reader cannot see that it is there: a blank, or what only changes the characters beside it. */
    public static boolean isInvisible(int codePoint) {
        return isBlank(codePoint) || (codePoint > 0x7e && SILENT.contains(codePoint));
    }

    /** Whether it changes the direction in which what follows is drawn, and so what a reader takes it for. */
    public static boolean turnsDirection(int codePoint) {
        return codePoint > 0x7e && DIRECTION.contains(codePoint);
    }

    /** Whether there is anything to see in a text. */
    public static boolean isVisible(String text) {
        return text.codePoints().anyMatch(codePoint -> !isInvisible(codePoint));
    }

    /** The text without blanks at its ends. */
    public static String trim(String text) {
        var to = text.length();
        while (to > 0 && isBlank(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        var from = 0;
        while (from < to && isBlank(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        return text.substring(from, to);
    }

    /** A character as one can look it up, such as {@code U+00A0 no-break space}. */
    public static String describe(int codePoint) {
        var name = Character.getName(codePoint);
        var number = String.format(Locale.ROOT, "U+%04X", codePoint);
        return name == null ? number : number + " " + name.toLowerCase(Locale.ROOT);
    }
}
