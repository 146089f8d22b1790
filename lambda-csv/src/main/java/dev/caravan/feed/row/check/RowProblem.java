package dev.caravan.feed.row.check;

import dev.caravan.feed.upload.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with one row.
 *
 * @param column the column's name in this file, or null if it is about the whole row
 * @param code for machines
 * @param message for people: what was found and what was expected
 * @param value what the cell holds, shortened; null if it is about the whole row or the cell is empty
 */
public record RowProblem(
        @Nullable String column,
        String code,
        String message,
        @Nullable String value) {

    /** A problem of a cell; the words follow on the cell's name and content. */
    public static RowProblem ofCell(String column, String code, String words, @Nullable String value) {
        return value == null
                ? new RowProblem(column, code, column + " " + words + ".", null)
                : new RowProblem(
                        column,
                        code,
                        column + " \"" + Excerpt.briefly(value) + "\" " + words + ".",
                        Excerpt.shortened(value));
    }

    /** A problem of the whole row; the words follow on "The row". */
    public static RowProblem ofRow(String code, String words) {
        return new RowProblem(null, code, "The row " + words + ".", null);
    }
}
