package dev.caravan.feed;

import java.util.List;
import org.apache.camel.dataformat.csv.CsvRecordConverter;
import org.apache.commons.csv.CSVRecord;

/** Turns what the CSV parser read into a {@link CsvRow} that knows its line. */
final class CsvRowConverter implements CsvRecordConverter<CsvRow> {

    @Override
    public CsvRow convertRecord(CSVRecord read) {
        var cells = List.of(read.values());
        // The parser stands behind this record, so its first line is that many line breaks further up.
        var breaks = 0L;
        for (var cell : cells) {
            breaks += CsvRow.lineBreaks(cell);
        }
        var last = read.getParser().getCurrentLineNumber();
        return new CsvRow(last - breaks, last, cells, cells);
    }
}
