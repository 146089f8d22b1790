package dev.caravan.feed.catalog;

import dev.caravan.feed.upload.TimeLeft;
import dev.caravan.feed.upload.UnfinishedImportException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The JRE's HTTP client, with bounds on how long anything takes. */
public final class HttpSender {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * Sends a request and reads the whole response.
     *
     * @throws IOException if there is no response within a minute, or within the time that is left
     */
    HttpResponse<byte[]> send(HttpRequest.Builder request, TimeLeft timeLeft) throws IOException {
        var left = timeLeft.toSpend();
        if (left.isZero()) {
            throw new UnfinishedImportException("No time is left for another request.");
        }
        var timeout = left.compareTo(LONGEST) < 0 ? left : LONGEST;
        try {
            return client.send(request.timeout(timeout).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnfinishedImportException("Interrupted while waiting for a response.", e);
        }
    }
}
