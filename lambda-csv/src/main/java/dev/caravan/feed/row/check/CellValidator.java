package dev.caravan.feed.row.check;

import dev.caravan.feed.csv.CsvReader;
import dev.caravan.feed.csv.CsvRecord;
import dev.caravan.feed.row.Column;
import dev.caravan.feed.row.CsvRow;
import dev.caravan.feed.row.Header;
import dev.caravan.text.Nfc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the cells of one row, one by one, and collects what is wrong with them. */
final class CellValidator {

    private final Header header;
    private final CsvRow row;
    private final List<RowProblem> problems = new ArrayList<>();

    CellValidator(Header header, CsvRow row) {
        this.header = header;
        this.row = row;
    }

    List<RowProblem> problems() {
        return List.copyOf(problems);
    }

    /** A cell's trimmed text; null when it is empty, there is no such column, or it is longer than allowed. */
    @Nullable
    String text(Column column, int longest) {
        var value = header.value(column, row);
        if (value != null && value.codePointCount(0, value.length()) > longest) {
            reject(
                    column,
                    "too_long",
                    "has " + value.codePointCount(0, value.length()) + " characters; at most " + longest
                            + " are allowed",
                    value);
            return null;
        }
        var objection = value == null ? null : Nfc.objection(value);
        if (value != null && objection != null) {
            reject(column, "text_invalid", objection, value);
            return null;
        }
        return value;
    }

    /** Takes down that a cell is wrong. The message says what it "has" or "is"; the cell is named here. */
    void reject(Column column, String code, String message, String value) {
        problems.add(RowProblem.ofCell(header.nameOf(column), code, message, value));
    }

    /** Takes down that the row is written in a way that leaves open what it says. */
    void reject(CsvRecord.Flaw flaw) {
        switch (flaw) {
            case QUOTE_MISPLACED ->
                reject(
                        "quote_misplaced",
                        "has text between a closing quote (\") and the next delimiter; a quote inside a quoted cell is"
                                + " written twice (\"\")");
            case QUOTE_NOT_CLOSED ->
                reject(
                        "quote_not_closed",
                        "opens a quote (\") and does not close it; a quote inside a quoted cell is written twice (\"\")");
            case TOO_LONG ->
                reject(
                        "row_too_long",
                        "has more than " + CsvReader.LONGEST_RECORD + " characters; a row may have "
                                + RowValidator.LONGEST_ROW + " bytes at most");
        }
    }

    /** Takes down that the row as a whole is wrong. */
    void reject(String code, String message) {
        problems.add(RowProblem.ofRow(code, message));
    }
}
