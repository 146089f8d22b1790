package dev.caravan.feed.row;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** The file {@code column-names.properties}: by which header names a column is known. */
final class ColumnNames {

    private static final Properties ALL = load();

    private ColumnNames() {}

    /** The names of a column, the most telling first. */
    static List<String> of(String field) {
        var names = Objects.requireNonNull(ALL.getProperty(field), field);
        return Arrays.stream(names.split(",", -1)).map(Column::normalize).toList();
    }

    private static Properties load() {
        try (var file = Objects.requireNonNull(ColumnNames.class.getResourceAsStream("column-names.properties"));
                var text = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            var names = new Properties();
            names.load(text);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
