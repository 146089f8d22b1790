package dev.caravan.starter.http.response;

import java.io.IOException;

/** The client has had its time to take a response; nobody reads what would be said now. */
final class TakenTooSlowlyException extends IOException {
    private static final long serialVersionUID = 1L;

    TakenTooSlowlyException() {
        super("the response was taken too slowly");
    }
}
