package dev.caravan.feed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The product catalog behind the gateway. Sending a batch again is safe, since the catalog upserts; so whatever may pass
 * is tried again for as long as time is left.
 */
final class Catalog {

    private static final Duration LONGEST_REQUESTED_WAIT = Duration.ofSeconds(60);

    private final FeedSettings settings;
    private final Http http;
    private final AccessToken token;

    Catalog(FeedSettings settings, Http http, AccessToken token) {
        this.settings = settings;
        this.http = http;
        this.token = token;
    }

    /**
     * Upserts products, or only asks what that would do.
     *
     * @return one result for each product, in their order
     * @throws UnfinishedImportException if the catalog cannot be reached in the time that is left, or will not have us
     */
    List<ItemResult> send(List<Product> products, boolean dryRun, TimeLeft timeLeft) {
        if (products.isEmpty()) {
            return List.of();
        }
        var url = dryRun ? URI.create(settings.batchUrl() + "?dry_run=true") : settings.batchUrl();
        var backoff = new Backoff(timeLeft);
        var tokenRefused = false;
        while (true) {
            try {
                var answer = post(url, products, timeLeft);
                var status = answer.statusCode();
                if (status == 200) {
                    return BatchJson.readResults(answer.body(), products.size());
                } else if (status == 401 && !tokenRefused) {
                    tokenRefused = true;
                    token.forget();
                } else if (isTransient(status)) {
                    backoff.await(requestedWait(answer), url + " answered " + status);
                } else if (isAboutItems(status)) {
                    return isolate(products, answer, dryRun, timeLeft);
                } else {
                    throw new UnfinishedImportException(url + " answered " + status + ": "
                            + Quoted.shortened(new String(answer.body(), StandardCharsets.UTF_8)));
                }
            } catch (IOException e) {
                backoff.await(Duration.ZERO, url + " gave no usable answer (" + e + ")");
            }
        }
    }

    private HttpResponse<byte[]> post(URI url, List<Product> products, TimeLeft timeLeft) throws IOException {
        var request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + token.get(timeLeft))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(BatchJson.write(products)));
        return http.send(request, timeLeft);
    }

    /** The batch as a whole was refused because of what is in it: halve it until the guilty rows stand alone. */
    private List<ItemResult> isolate(
            List<Product> products, HttpResponse<byte[]> answer, boolean dryRun, TimeLeft timeLeft) {
        if (products.size() == 1) {
            return List.of(BatchJson.readProblem(answer.body(), answer.statusCode()));
        }
        var middle = products.size() / 2;
        var results = new ArrayList<>(send(products.subList(0, middle), dryRun, timeLeft));
        results.addAll(send(products.subList(middle, products.size()), dryRun, timeLeft));
        return results;
    }

    private static boolean isTransient(int status) {
        return status >= 500 || status == 429 || status == 408 || status == 425;
    }

    private static boolean isAboutItems(int status) {
        return status == 400 || status == 409 || status == 413 || status == 422;
    }

    private static Duration requestedWait(HttpResponse<byte[]> answer) {
        var seconds = answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(Long::parseLong)
                .orElse(0L);
        return Duration.ofSeconds(Math.min(seconds, LONGEST_REQUESTED_WAIT.toSeconds()));
    }
}
