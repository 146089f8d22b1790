package dev.caravan.feed.catalog;

import dev.caravan.feed.batch.BatchJson;
import dev.caravan.feed.batch.BatchResponse;
import dev.caravan.feed.observability.ImportTrace;
import dev.caravan.feed.row.check.Product;
import dev.caravan.feed.upload.Excerpt;
import dev.caravan.feed.upload.FeedSettings;
import dev.caravan.feed.upload.Sha256;
import dev.caravan.feed.upload.TimeLeft;
import dev.caravan.feed.upload.UnfinishedImportException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The product catalog behind the gateway. A batch carries a key made of what is in it, by which the catalog does it once and
 * gives the same response again; so whatever may pass is tried again for as long as time is left.
 */
public final class CatalogClient {

    private static final Duration LONGEST_REQUESTED_WAIT = Duration.ofSeconds(60);

    private final FeedSettings settings;
    private final HttpSender http;
    private final AccessToken token;
    private final Clock clock;

    /** Sends to the gateway that the settings name. */
    public CatalogClient(FeedSettings settings, HttpSender http, AccessToken token, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.token = token;
        this.clock = clock;
    }

    /**
     * How a batch is meant.
     *
     * @param importId whose batch it is; part of its key
     * @param dryRun only ask what it would do
     * @param withSize also ask how many products the catalog has
     * @param trace which the request is part of
     */
    public record Terms(String importId, boolean dryRun, boolean withSize, ImportTrace trace) {}

    /**
     * Upserts products, or only asks what that would do.
     *
     * @throws UnfinishedImportException if the catalog cannot be reached in the time that is left, or will not have us
     */
    public BatchResponse send(List<Product> products, Terms terms, TimeLeft timeLeft) {
        if (products.isEmpty()) {
            return BatchResponse.NOTHING;
        }
        var url = url(terms);
        var backoff = new Backoff(timeLeft, settings.patience());
        var tokenRefused = false;
        while (true) {
            try {
                var response = post(url, products, terms, timeLeft);
                var status = response.statusCode();
                if (status == 200) {
                    return BatchJson.readResults(response.body(), products.size());
                } else if (status == 401 && !tokenRefused) {
                    tokenRefused = true;
                    token.forget();
                } else if (isTransient(response)) {
                    backoff.await(requestedWait(response), url + " answered " + status);
                } else if (isAboutItems(status)) {
                    return isolate(products, response, terms, timeLeft);
                } else {
                    throw new UnfinishedImportException(url + " answered " + status + ": "
                            + Excerpt.shortened(new String(response.body(), StandardCharsets.UTF_8)));
                }
            } catch (IOException e) {
                backoff.awaitResponse(url + " gave no usable response (" + e + ")");
            }
        }
    }

    private URI url(Terms terms) {
        var query = (terms.dryRun() ? "dry_run=true" : "") + (terms.withSize() ? "&catalog_size=true" : "");
        return query.isEmpty() ? settings.batchUrl() : URI.create(settings.batchUrl() + "?" + query);
    }

    private HttpResponse<byte[]> post(URI url, List<Product> products, Terms terms, TimeLeft timeLeft)
            throws IOException {
        var body = BatchJson.write(products);
        var traced = terms.trace().request(products.size());
        var request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + token.get(timeLeft))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("traceparent", traced.traceparent())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!terms.dryRun()) {
            request.header("Idempotency-Key", terms.importId() + "-" + Sha256.of(body));
        }
        @Nullable Integer status = null;
        try {
            var response = http.send(request, timeLeft);
            status = response.statusCode();
            return response;
        } finally {
            traced.answered(status);
        }
    }

    /** The batch as a whole was refused because of what is in it: halve it until the guilty rows stand alone. */
    private BatchResponse isolate(
            List<Product> products, HttpResponse<byte[]> response, Terms terms, TimeLeft timeLeft) {
        if (products.size() == 1) {
            return new BatchResponse(List.of(BatchJson.readProblem(response.body(), response.statusCode())), null);
        }
        var middle = products.size() / 2;
        var first = send(products.subList(0, middle), terms, timeLeft);
        var second = send(products.subList(middle, products.size()), terms, timeLeft);
        var results = new ArrayList<>(first.results());
        results.addAll(second.results());
        return new BatchResponse(results, first.catalogSize() == null ? second.catalogSize() : first.catalogSize());
    }

    /** A conflict that will pass says when: the same batch, sent before, is still being done. */
    private static boolean isTransient(HttpResponse<byte[]> response) {
        var status = response.statusCode();
        return status >= 500
                || status == 429
                || status == 408
                || status == 425
                || (status == 409
                        && response.headers().firstValue("Retry-After").isPresent());
    }

    private static boolean isAboutItems(int status) {
        return status == 400 || status == 409 || status == 413 || status == 422;
    }

    /** Retry-After (RFC 9110, section 10.2.3), in seconds or as a date; nothing if it is neither. */
    private Duration requestedWait(HttpResponse<byte[]> response) {
        var wait = response.headers().firstValue("Retry-After").map(this::wait).orElse(Duration.ZERO);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_REQUESTED_WAIT) > 0 ? LONGEST_REQUESTED_WAIT : wait;
    }

    private Duration wait(String retryAfter) {
        if (retryAfter.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(retryAfter));
        }
        try {
            return Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
