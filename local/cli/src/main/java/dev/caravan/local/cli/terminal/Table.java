package dev.caravan.local.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns. */
public final class Table {

    private final List<String[]> rows = new ArrayList<>();

    /** A table with these column heads. */
    public Table(String... heads) {
        rows.add(heads);
    }

    /** Adds a row; a null cell is shown as {@code -}. */
    public Table row(Object... cells) {
        var row = new String[cells.length];
        for (var i = 0; i < cells.length; i++) {
            row[i] = String.valueOf(cells[i]);
        }
        rows.add(row);
        return this;
    }

    /** The table as text; every line ends with a line feed. */
    @Override
    public String toString() {
        var columns = rows.getFirst().length;
        var widths = new int[columns];
        for (var row : rows) {
            for (var i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (var i = 0; i < columns; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
