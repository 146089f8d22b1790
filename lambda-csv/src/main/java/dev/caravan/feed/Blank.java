package dev.caravan.feed;

/** Characters that nobody sees. */
final class Blank {

    private Blank() {}

    /** Whether a character takes room or none, but shows nothing. */
    static boolean is(int c) {
        return c <= ' '
                || c == 0x7f
                || c == 0x85
                || c == 0xad
                || c == 0x180e
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x2064)
                || c == 0xfeff
                || Character.isSpaceChar(c);
    }

    /** The text without what nobody sees at its ends. */
    static String trimmed(String text) {
        var from = 0;
        var to = text.length();
        while (from < to && is(text.charAt(from))) {
            from++;
        }
        while (from < to && is(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
