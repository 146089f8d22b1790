package dev.caravan.feed;

/** The import could not be brought to its end now. The invocation fails, no report is written, and Lambda tries again. */
final class UnfinishedImportException extends RuntimeException {

    UnfinishedImportException(String message) {
        super(message);
    }

    UnfinishedImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
