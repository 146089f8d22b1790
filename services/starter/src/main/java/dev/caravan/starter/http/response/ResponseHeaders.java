package dev.caravan.starter.http.response;

import java.util.List;

/** The one list of headers that a response of the platform may have, beside its content type. */
public final class ResponseHeaders {
    /** What a service lets out, and what a caller within the platform takes in. */
    public static final List<String> NAMES = List.of(
            "ETag",
            "Location",
            "Link",
            "Cache-Control",
            "Content-Disposition",
            "Retry-After",
            "Allow",
            "WWW-Authenticate",
            "Idempotent-Replayed");

    private ResponseHeaders() {}
}
