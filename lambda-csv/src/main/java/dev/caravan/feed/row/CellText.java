package dev.caravan.feed.row;

import dev.caravan.text.Characters;
import dev.caravan.text.Nfc;
import dev.caravan.text.SpreadsheetText;
import org.jspecify.annotations.Nullable;

/** What a cell says, without the signs by which spreadsheets mark it as text. */
public final class CellText {

    private CellText() {}

    /**
     * Reads a cell, in NFC; null if there is nothing to see in it.
     *
     * @param words whether the cell holds words, so that an apostrophe at its beginning may only mark them
     */
    public static @Nullable String of(String cell, boolean words) {
        var value = words && cell.startsWith("'") && SpreadsheetText.isMarked(cell.substring(1))
                ? cell.substring(1)
                : unwrapped(Characters.trim(cell));
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
}
