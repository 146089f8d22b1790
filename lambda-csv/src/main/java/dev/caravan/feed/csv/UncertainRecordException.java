package dev.caravan.feed.csv;

/** A quote is wrong, and nothing around it tells where its record ends. */
public final class UncertainRecordException extends RuntimeException {

    private final transient CsvRecord.Flaw flaw;
    private final long line;

    UncertainRecordException(CsvRecord.Flaw flaw, long line) {
        super("The record that begins on line " + line + " cannot be told from those around it: " + flaw);
        this.flaw = flaw;
        this.line = line;
    }

    /** What is wrong. */
    public CsvRecord.Flaw flaw() {
        return flaw;
    }

    /** The line on which the record begins, from 1. */
    public long line() {
        return line;
    }
}
