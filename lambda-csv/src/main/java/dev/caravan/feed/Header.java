package dev.caravan.feed;

import dev.caravan.text.Characters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first row of a feed, understood.
 *
 * @param names the names as they stand in the file
 * @param positions where each known column stands, from 0
 * @param ignored the names that say nothing to us
 */
record Header(List<String> names, Map<Column, Integer> positions, List<String> ignored) {

    /** What a file of rejected rows has in addition. */
    static final List<String> OURS = List.of("_line", "_code", "_message");

    /**
     * Reads a header row.
     *
     * @throws RefusedFeedException if a required column is missing, or one stands there twice
     */
    static Header of(CsvRow row) {
        var names = row.cells();
        var normalized = names.stream().map(Column::normalize).toList();
        var positions = new EnumMap<Column, Integer>(Column.class);
        for (var column : Column.values()) {
            var position = position(column, row, normalized);
            if (position >= 0) {
                positions.put(column, position);
            }
        }
        requireColumns(row, positions);
        var ignored = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            if (!positions.containsValue(i) && !names.get(i).isBlank() && !isOurs(names.get(i))) {
                ignored.add(names.get(i).trim());
            }
        }
        return new Header(names, positions, List.copyOf(ignored));
    }

    private static int position(Column column, CsvRow row, List<String> normalized) {
        for (var name : column.names()) {
            var first = normalized.indexOf(name);
            var last = normalized.lastIndexOf(name);
            if (first != last) {
                throw new RefusedFeedException(
                        RefusalCode.COLUMN_TWICE,
                        "The column \"" + row.cells().get(first).trim() + "\" stands in the header twice, as columns "
                                + (first + 1) + " and " + (last + 1) + ". Remove or rename one of them.",
                        row.line(),
                        null);
            }
            if (first >= 0) {
                return first;
            }
        }
        return -1;
    }

    private static void requireColumns(CsvRow row, Map<Column, Integer> positions) {
        var missing = Column.REQUIRED.stream()
                .filter(column -> !positions.containsKey(column))
                .toList();
        if (!missing.isEmpty()) {
            var wanted = missing.stream()
                    .map(column -> "\"" + column.field() + "\" (or "
                            + column.names().stream()
                                    .skip(1)
                                    .map(name -> "\"" + name + "\"")
                                    .collect(Collectors.joining(", "))
                            + ")")
                    .collect(Collectors.joining(" and "));
            throw new RefusedFeedException(
                    RefusalCode.COLUMN_MISSING,
                    "The header on line " + row.line() + " has no column " + wanted + ". It has: "
                            + row.cells().stream()
                                    .limit(50)
                                    .map(name -> "\"" + Quoted.shortened(name.trim()) + "\"")
                                    .collect(Collectors.joining(", "))
                            + ". The first line must name the columns.",
                    row.line(),
                    null);
        }
    }

    /** Whether a column was added by us to a file of rejected rows, which may be sent again as it is. */
    static boolean isOurs(String name) {
        return OURS.contains(name.trim());
    }

    /** The name of a column as this file has it. */
    String nameOf(Column column) {
        var position = positions.get(column);
        return position == null ? column.field() : names.get(position).trim();
    }

    /** What a row says in a column, trimmed; null if the file has no such column or the cell is empty. */
    @Nullable
    String value(Column column, CsvRow row) {
        var position = positions.get(column);
        if (position == null || position >= row.cells().size()) {
            return null;
        }
        var cell = row.cells().get(position);
        var value = column.isText() && isMarked(cell) ? cell.substring(1) : Characters.trim(cell);
        return value.isEmpty() ? null : value;
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
