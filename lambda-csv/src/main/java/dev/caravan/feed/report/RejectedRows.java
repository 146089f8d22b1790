package dev.caravan.feed.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.caravan.feed.checkpoint.Checkpoint;
import dev.caravan.feed.checkpoint.CheckpointStore;
import dev.caravan.feed.checkpoint.SpillFile;
import dev.caravan.feed.csv.Delimiter;
import dev.caravan.feed.row.CsvRow;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.row.RejectedColumn;
import dev.caravan.feed.row.check.ResentRows;
import dev.caravan.feed.row.check.RowProblem;
import dev.caravan.feed.upload.Excerpt;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * The rejected rows of an import, collected on disk so that a million of them take no memory: once for the report, as
 * JSON objects line by line, and once as CSV to fix and send again.
 */
public final class RejectedRows implements Closeable {

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final JsonFactory JSON = new JsonFactory();

    private final SpillFile errors;
    private final SpillFile rowLines;
    private final CSVPrinter rows;
    private final Header header;

    /** Goes on from what an earlier invocation has saved. */
    public RejectedRows(Header header, Delimiter delimiter, CheckpointStore.Pieces pieces, Checkpoint.PassState saved)
            throws IOException {
        this.header = header;
        this.errors = new SpillFile("errors", pieces, saved.errorPieces());
        this.rowLines = new SpillFile("rejected", pieces, saved.rejectedPieces());
        this.rows = new CSVPrinter(
                rowLines.writer(),
                CSVFormat.RFC4180.builder().setDelimiter(delimiter.character()).get());
        if (rowLines.isEmpty()) {
            rowLines.writer().write(BYTE_ORDER_MARK);
            rows.printRecord(line(
                    header.names().stream().map(HarmlessCell::of).toList(),
                    Arrays.stream(RejectedColumn.values())
                            .map(RejectedColumn::header)
                            .toList()));
        }
    }

    /** Takes a row in with all that is wrong with it. */
    public void add(CsvRow row, @Nullable String sku, List<RowProblem> problems) throws IOException {
        for (var problem : problems) {
            try (var json = JSON.createGenerator(errors.writer()).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
                json.writeStartObject();
                json.writeNumberField("line", row.line());
                json.writeStringField("sku", sku == null ? null : Excerpt.shortened(sku));
                json.writeStringField("column", problem.column());
                json.writeStringField("code", problem.code());
                json.writeStringField("message", problem.message());
                json.writeStringField("value", problem.value());
                json.writeEndObject();
            }
            errors.writer().write('\n');
        }
        var cells = row.given().stream().map(HarmlessCell::of).toList();
        rows.printRecord(line(
                cells,
                List.of(
                        String.valueOf(row.line()),
                        problems.stream().map(RowProblem::code).distinct().collect(Collectors.joining(" ")),
                        problems.stream().map(RowProblem::message).collect(Collectors.joining(" ")),
                        problems.stream().anyMatch(problem -> problem.code().equals("sku_duplicate"))
                                ? HarmlessCell.of(Objects.requireNonNullElse(sku, ""))
                                : "",
                        ResentRows.fingerprint(header, cells))));
    }

    /** The cells under the file's own columns, then ours; what stands beyond the header comes last and is not lost. */
    private List<String> line(List<String> cells, List<String> ours) {
        var width = header.names().size();
        var line = new ArrayList<String>();
        for (int i = 0; i < width; i++) {
            if (RejectedColumn.of(header.names().get(i)) == null) {
                line.add(i < cells.size() ? cells.get(i) : "");
            }
        }
        line.addAll(ours);
        line.addAll(cells.subList(Math.min(width, cells.size()), cells.size()));
        return line;
    }

    /** The problems, one JSON object a line. */
    Path errorsFile() throws IOException {
        return errors.file();
    }

    /** The rows as CSV. */
    Path rowsFile() throws IOException {
        return rowLines.file();
    }

    /** Saves what is new of the problems. Returns how many pieces there are. */
    public int saveErrors(CheckpointStore.Pieces pieces) throws IOException {
        return errors.save(pieces);
    }

    /** Saves what is new of the rows, if there are any. Returns how many pieces there are. */
    public int saveRows(CheckpointStore.Pieces pieces) throws IOException {
        return errors.isEmpty() ? 0 : rowLines.save(pieces);
    }

    @Override
    public void close() throws IOException {
        errors.close();
        rowLines.close();
    }
}
