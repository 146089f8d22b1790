package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * What a server answers, as far as those that are compared have to agree.
 *
 * @param status the status
 * @param etag the entity tag; empty if there is none
 * @param body the body of a success; of a refusal, in whose words they may differ, nothing
 */
record Answer(int status, String etag, String body) {

    /** Asks. */
    static Answer of(String method, String url, String body, List<String> headers) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("ETag").orElse(""),
                    response.statusCode() < 300 ? response.body() : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a page. */
    static Answer get(String url, String... headers) throws InterruptedException {
        return of("GET", url, "", List.of(headers));
    }

    /**
     * Those that are compared must do the same.
     *
     * @throws Failure if these answers differ, or have another status
     */
    static void requireSame(int status, Answer ours, Answer theirs) {
        if (ours.status() != status || !ours.equals(theirs)) {
            throw new Failure("What is compared must answer alike, with status " + status + ".\nours:   " + ours
                    + "\ntheirs: " + theirs);
        }
    }
}
