package dev.caravan.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * The rejected rows of an import, collected on disk so that a million of them take no memory: once for the report, as
 * JSON objects line by line, and once as CSV to fix and send again.
 */
final class RejectedRows implements Closeable {

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final JsonFactory JSON = new JsonFactory();

    private final Path errorsFile;
    private final Path rowsFile;
    private final Writer errors;
    private final CSVPrinter rows;
    private final Header header;

    RejectedRows(Header header, Delimiter delimiter) throws IOException {
        this.header = header;
        this.errorsFile = Files.createTempFile("feed-errors", ".ndjson");
        this.rowsFile = Files.createTempFile("feed-rejected", ".csv");
        this.errors = Files.newBufferedWriter(errorsFile);
        var csv = Files.newBufferedWriter(rowsFile);
        csv.write(BYTE_ORDER_MARK);
        this.rows = new CSVPrinter(
                csv,
                CSVFormat.RFC4180.builder().setDelimiter(delimiter.character()).get());
        rows.printRecord(line(header.names(), Header.OURS));
    }

    /** Takes a row in with all that is wrong with it. */
    void add(CsvRow row, @Nullable String sku, List<RowProblem> problems) throws IOException {
        for (var problem : problems) {
            try (var json = JSON.createGenerator(errors).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
                json.writeStartObject();
                json.writeNumberField("line", row.line());
                json.writeStringField("sku", sku == null ? null : Quoted.shortened(sku));
                json.writeStringField("column", problem.column());
                json.writeStringField("code", problem.code());
                json.writeStringField("message", problem.message());
                json.writeStringField("value", problem.value());
                json.writeEndObject();
            }
            errors.write('\n');
        }
        rows.printRecord(line(
                row.cells(),
                List.of(
                        String.valueOf(row.line()),
                        problems.stream().map(RowProblem::code).distinct().collect(Collectors.joining(" ")),
                        problems.stream().map(RowProblem::message).collect(Collectors.joining(" ")))));
    }

    /** The cells under the file's own columns, then ours; what stands beyond the header comes last and is not lost. */
    private List<String> line(List<String> cells, List<String> ours) {
        var width = header.names().size();
        var line = new ArrayList<String>();
        for (int i = 0; i < width; i++) {
            if (!Header.isOurs(header.names().get(i))) {
                line.add(i < cells.size() ? cells.get(i) : "");
            }
        }
        line.addAll(ours);
        line.addAll(cells.subList(Math.min(width, cells.size()), cells.size()));
        return line;
    }

    /** The problems, one JSON object a line. */
    Path errorsFile() throws IOException {
        errors.flush();
        return errorsFile;
    }

    /** The rows as CSV. */
    Path rowsFile() throws IOException {
        rows.flush();
        return rowsFile;
    }

    @Override
    public void close() throws IOException {
        errors.close();
        rows.close();
        Files.deleteIfExists(errorsFile);
        Files.deleteIfExists(rowsFile);
    }
}
