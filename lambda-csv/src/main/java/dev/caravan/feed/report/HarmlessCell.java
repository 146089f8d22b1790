package dev.caravan.feed.report;

import dev.caravan.text.Characters;

/**
 * Cells of a file of rejected rows, which people open in spreadsheets: none of them is run there. What could be run stands behind
 * an apostrophe, which an import takes off again where a column has words, and which changes nothing where it has none, since
 * what could be run is neither a number nor a code.
 */
final class HarmlessCell {
    private static final String FORMULA = "=+-@";

    /** What a formula needs to do anything. */
    private static final String CALLS = "(!|";

    private HarmlessCell() {}

    /** The cell as it may be written; itself if it was written so already. */
    static String of(String cell) {
        var text = Characters.trim(cell);
        if (text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0 || isMarkedAsText(text)) {
            return cell;
        }
        var runs = text.charAt(0) == '=' || text.chars().anyMatch(c -> CALLS.indexOf(c) >= 0);
        return runs ? "'" + text : cell;
    }

    /** {@code ="00123"} is how a spreadsheet itself says that 00123 is text. */
    private static boolean isMarkedAsText(String text) {
        return text.startsWith("=\"") && text.indexOf('"', 2) == text.length() - 1;
    }
}
