package dev.caravan.feed.upload;

/** The import could not be brought to its end now. The invocation fails, no report is written, and Lambda tries again. */
public final class UnfinishedImportException extends RuntimeException {

    /** The message says what was tried, and what was the matter. */
    public UnfinishedImportException(String message) {
        super(message);
    }

    /** The message says what was tried, and what was the matter. */
    public UnfinishedImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
