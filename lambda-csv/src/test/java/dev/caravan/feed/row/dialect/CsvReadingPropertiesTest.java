package dev.caravan.feed.row.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.feed.csv.CsvText;
import dev.caravan.feed.csv.Delimiter;
import dev.caravan.feed.csv.StrictUtf8Reader;
import dev.caravan.feed.row.CsvRow;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;

/** Any table of values, written as CSV in any dialect, reads back equal, each row with its line. */
class CsvReadingPropertiesTest {

    /** A table and how it is written. */
    record Written(List<List<String>> rows, Delimiter delimiter, String lineEnd, boolean mark, boolean quoteAll) {

        byte[] bytes() {
            var text = rows.stream()
                    .map(row -> row.stream().map(this::cell).collect(Collectors.joining("" + delimiter.character())))
                    .collect(Collectors.joining(lineEnd, "", lineEnd));
            return ((mark ? "\ufeff" : "") + text).getBytes(StandardCharsets.UTF_8);
        }

        private String cell(String value) {
            var special = value.chars()
                    .anyMatch(c -> c == '"' || c == '\n' || c == '\r' || c == ',' || c == ';' || c == '\t' || c == '|');
            return quoteAll || special ? '"' + value.replace("\"", "\"\"") + '"' : value;
        }
    }

    @Property(tries = 300)
    void readsBackWhatWasWritten(@ForAll("tables") Written written) throws IOException {
        var expected = written.rows().subList(1, written.rows().size()).stream()
                .filter(row -> !row.stream().allMatch(String::isBlank))
                .toList();

        var rows = read(written.bytes(), written.delimiter());

        assertThat(rows).extracting(CsvRow::cells).isEqualTo(expected);
    }

    @Property(tries = 300)
    void knowsTheLineOfEachRow(@ForAll("tables") Written written) throws IOException {
        var line = 1L;
        var expected = new ArrayList<Long>();
        for (var row : written.rows()) {
            if (line > 1 && !row.stream().allMatch(String::isBlank)) {
                expected.add(line);
            }
            line += 1
                    + row.stream()
                            .mapToLong(CsvReadingPropertiesTest::lineBreaks)
                            .sum();
        }

        assertThat(read(written.bytes(), written.delimiter()))
                .extracting(CsvRow::line)
                .isEqualTo(expected);
    }

    /** How many line breaks a cell has; CR LF is one. */
    private static long lineBreaks(String cell) {
        return cell.replace("\r\n", "\n")
                .chars()
                .filter(c -> c == '\n' || c == '\r')
                .count();
    }

    /** A file that another reader of RFC 4180 finds in order reads here as there. */
    @Property(tries = 300)
    void readsWhatIsInOrderAsOthersDo(@ForAll("tables") Written written) throws IOException {
        var format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(written.delimiter().character())
                .setIgnoreEmptyLines(false)
                .get();
        var text = new String(written.bytes(), StandardCharsets.UTF_8);
        var expected = format.parse(new StringReader(text.startsWith("\ufeff") ? text.substring(1) : text)).stream()
                .skip(1)
                .map(record -> List.of(record.values()))
                .filter(row -> !row.stream().allMatch(String::isBlank))
                .toList();

        assertThat(read(written.bytes(), written.delimiter()))
                .extracting(CsvRow::cells)
                .isEqualTo(expected);
    }

    private static List<CsvRow> read(byte[] bytes, Delimiter delimiter) throws IOException {
        var text = new BufferedReader(new StrictUtf8Reader(new ByteArrayInputStream(bytes)), Delimiter.LOOKAHEAD);
        var open = CsvText.open(text);
        assertThat(open.delimiter()).isEqualTo(delimiter);
        var rows = new ArrayList<CsvRow>();
        new FeedRows(open.records()).forEachRemaining(rows::add);
        return rows;
    }

    @Provide
    Arbitrary<Written> tables() {
        var cell = Arbitraries.strings()
                .withChars("ab ,;\t\"\n\rä€😀=0")
                .ofMaxLength(12)
                .filter(value -> value.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                .map(value -> value.equals("\ufeff") ? "" : value);
        var row = cell.list().ofSize(3);
        return Combinators.combine(
                        row.list().ofMaxSize(20),
                        Arbitraries.of(Delimiter.values()),
                        Arbitraries.of("\n", "\r\n"),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as((rows, delimiter, lineEnd, mark, quoteAll) -> {
                    var all = new ArrayList<List<String>>();
                    all.add(List.of("sku", "name", "price"));
                    all.addAll(rows);
                    return new Written(all, delimiter, lineEnd, mark, quoteAll);
                });
    }
}
