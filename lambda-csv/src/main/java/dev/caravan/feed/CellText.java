package dev.caravan.feed;

import dev.caravan.text.Characters;
import dev.caravan.text.Nfc;
import org.jspecify.annotations.Nullable;

/** What a cell says, without the signs by which spreadsheets mark it as text. */
final class CellText {

    private CellText() {}

    /**
     * Reads a cell, in NFC; null if there is nothing to see in it.
     *
     * @param words whether the cell holds words, so that an apostrophe at its beginning may only mark them
     */
    static @Nullable String of(String cell, boolean words) {
        var value = words && isMarked(cell) ? cell.substring(1) : unwrapped(Characters.trim(cell));
        return Characters.isVisible(value) ? Nfc.of(value) : null;
    }

    /** A spreadsheet writes {@code ="00123"} for the text 00123, so that it is not taken for a number. */
    private static String unwrapped(String value) {
        var inner = value.length() >= 3 && value.startsWith("=\"") && value.endsWith("\"")
                ? value.substring(2, value.length() - 1)
                : value;
        // with another quote in it, it is a formula that does more
        return inner.indexOf('"') < 0 ? Characters.trim(inner) : value;
    }

    /**
     * Whether a cell's apostrophe only says that the rest is text, to be taken as it is: an export of the catalog has one
     * before what a spreadsheet would run as a formula, and before text with blanks at its ends.
     */
    private static boolean isMarked(String cell) {
        if (cell.isEmpty() || cell.charAt(0) != '\'') {
            return false;
        }
        var bare = 1;
        while (bare < cell.length() && cell.charAt(bare) == '\'') {
            bare++;
        }
        return (bare < cell.length() && "=+-@".indexOf(cell.charAt(bare)) >= 0)
                || Characters.isBlank(cell.charAt(1 % cell.length()))
                || Characters.isBlank(cell.charAt(cell.length() - 1));
    }
}
