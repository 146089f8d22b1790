package dev.caravan.text;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Unicode's canonical composition (<a href="https://www.unicode.org/reports/tr15/">UAX #15</a>): the one form in which text is
 * stored and compared, so that {@code crème} is the same however it was typed.
 */
public final class Nfc {
    /** As in the Stream-Safe Text Format of UAX #15, which no language needs more than. */
    private static final int MOST_MARKS = 30;

    private Nfc() {}

    /**
     * The text in NFC. One that has an {@link #objection} comes back as it is: putting ten thousand marks in order takes
     * seconds, and the time grows with the square.
     */
    public static String of(String text) {
        if (isAscii(text) || objection(text) != null) {
            return text;
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** Why a text cannot be put in NFC, in words that follow on the name of the field; null if it can. */
    public static @Nullable String objection(String text) {
        var marks = 0;
        var position = 1;
        for (var at = 0; at < text.length(); position++) {
            var codePoint = text.codePointAt(at);
            marks = isMark(codePoint) ? marks + 1 : 0;
            if (marks > MOST_MARKS) {
                return "has more than " + MOST_MARKS + " combining marks in a row, up to position " + position;
            }
            at += Character.charCount(codePoint);
        }
        return null;
    }

    private static boolean isAscii(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMark(int codePoint) {
        if (codePoint < 0x300) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
