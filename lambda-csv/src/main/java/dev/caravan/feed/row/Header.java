package dev.caravan.feed.row;

import dev.caravan.feed.upload.Excerpt;
import dev.caravan.feed.upload.RefusalCode;
import dev.caravan.feed.upload.RefusedFeedException;
import dev.caravan.text.Currencies;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first row of a feed, understood.
 *
 * @param names the names as they stand in the file
 * @param named the same, to look a column up by
 * @param positions where each known column stands, from 0
 * @param priceCurrency the currency that the price column's name tells, such as {@code price-EUR}; null if it tells none
 * @param unread the positions of columns that say nothing to us
 */
public record Header(
        List<String> names,
        HeaderNames named,
        Map<Column, Integer> positions,
        @Nullable String priceCurrency,
        List<Integer> unread) {

    private static final int CODE = 3;

    /**
     * Reads a header row.
     *
     * @param row the row
     * @param named its names
     * @param otherwiseUsed the columns by which a shop system says what kind of row it is, and so mean nothing else
     * @throws RefusedFeedException if a required column is missing, or one stands there twice
     */
    public static Header of(CsvRow row, HeaderNames named, List<Integer> otherwiseUsed) {
        var names = row.cells();
        var taken = new HashSet<>(otherwiseUsed);
        for (int i = 0; i < names.size(); i++) {
            if (RejectedColumn.of(names.get(i)) != null) {
                taken.add(i);
            }
        }
        var positions = new EnumMap<Column, Integer>(Column.class);
        for (var column : Column.values()) {
            var position = position(column, row, named, taken);
            if (position >= 0) {
                positions.put(column, position);
            }
        }
        requireColumns(row, positions);
        taken.addAll(positions.values());
        var unread = new ArrayList<Integer>();
        for (int i = 0; i < names.size(); i++) {
            if (!taken.contains(i) && !names.get(i).isBlank()) {
                unread.add(i);
            }
        }
        return new Header(names, named, positions, currency(named, positions.get(Column.PRICE)), List.copyOf(unread));
    }

    private static int position(Column column, CsvRow row, HeaderNames named, Set<Integer> taken) {
        for (var name : column.names()) {
            var found = new ArrayList<Integer>();
            for (int i = 0; i < named.size(); i++) {
                if (!taken.contains(i) && named.name(i).equals(name)) {
                    found.add(i);
                }
            }
            if (found.size() > 1) {
                throw new RefusedFeedException(
                        RefusalCode.COLUMN_TWICE,
                        "The column \"" + row.cell(found.getFirst()) + "\" stands in the header twice, as columns "
                                + (found.getFirst() + 1) + " and " + (found.get(1) + 1)
                                + ". Remove or rename one of them.",
                        row.line(),
                        null);
            }
            if (!found.isEmpty()) {
                return found.getFirst();
            }
        }
        return specific(column, named, taken);
    }

    /** A column that is named for one language, currency or channel, as Akeneo does: the first of them. */
    private static int specific(Column column, HeaderNames named, Set<Integer> taken) {
        for (int i = 0; i < named.size(); i++) {
            var name = named.name(i);
            var words = name.split(" ", -1);
            if (taken.contains(i) || words.length < 2 || !words[0].equals(column.field())) {
                continue;
            }
            var fits = column == Column.PRICE
                    ? words.length == 2 && isCurrency(words[1])
                    : (column == Column.NAME || column == Column.DESCRIPTION)
                            && words.length >= CODE
                            && words[1].length() == 2
                            && words[2].length() == 2;
            if (fits) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable String currency(HeaderNames named, @Nullable Integer price) {
        if (price == null) {
            return null;
        }
        var name = named.name(price);
        var last = name.substring(name.lastIndexOf(' ') + 1);
        return name.indexOf(' ') > 0 && isCurrency(last) ? last.toUpperCase(Locale.ROOT) : null;
    }

    private static boolean isCurrency(String word) {
        return word.length() == CODE && Currencies.isKnown(word.toUpperCase(Locale.ROOT));
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
                                    .limit(6)
                                    .map(name -> "\"" + name + "\"")
                                    .collect(Collectors.joining(", "))
                            + ", …)")
                    .collect(Collectors.joining(" and "));
            throw new RefusedFeedException(
                    RefusalCode.COLUMN_MISSING,
                    "The header on line " + row.line() + " has no column " + wanted + ". It has: "
                            + row.cells().stream()
                                    .limit(50)
                                    .map(name -> "\"" + Excerpt.shortened(name.strip()) + "\"")
                                    .collect(Collectors.joining(", "))
                            + ". The first line must name the columns.",
                    row.line(),
                    null);
        }
    }

    /** The name of a column as this file has it. */
    public String nameOf(Column column) {
        var position = positions.get(column);
        return position == null ? column.field() : nameAt(position);
    }

    /** The name at a position as this file has it. */
    public String nameAt(int position) {
        return names.get(position).strip();
    }

    /** What the column at a position would mean, were there not another that goes before it; null if it means nothing. */
    @Nullable
    public Column meaning(int position) {
        for (var column : Column.values()) {
            if (column.names().contains(named.name(position))) {
                return column;
            }
        }
        return null;
    }

    /** Whether a row says in a column, in the way of spreadsheets, that its cell is text: {@code ="00123"}. */
    public boolean isMarkedAsText(Column column, CsvRow row) {
        var position = positions.get(column);
        return position != null && row.cell(position).startsWith("=\"");
    }

    /** What a row says in a column; null if the file has no such column or the cell is empty. */
    @Nullable
    public String value(Column column, CsvRow row) {
        var position = positions.get(column);
        if (position == null || position >= row.cells().size()) {
            return null;
        }
        return CellText.of(row.cells().get(position), column.isText());
    }
}
