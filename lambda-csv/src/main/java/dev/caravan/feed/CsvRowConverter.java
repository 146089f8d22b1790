package dev.caravan.feed;

import org.apache.camel.dataformat.csv.CsvRecordConverter;
import org.apache.commons.csv.CSVRecord;

/** Turns what the CSV parser read into a {@link CsvRow} that knows its line. */
final class CsvRowConverter implements CsvRecordConverter<CsvRow> {

    @Override
    public CsvRow convertRecord(CSVRecord read) {
        return CsvRow.of(read);
    }
}
