package dev.caravan.feed.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.feed.upload.Excerpt;
import dev.caravan.feed.upload.FeedSettings;
import dev.caravan.feed.upload.TimeLeft;
import dev.caravan.feed.upload.UnfinishedImportException;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The function's own token: OAuth 2.0 client credentials (RFC 6749, section 4.4), kept until shortly before it expires. */
public final class AccessToken {

    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final long DEFAULT_SECONDS = 300;
    private static final String FORM = "grant_type=client_credentials&scope=";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FeedSettings settings;
    private final HttpSender http;
    private final Clock clock;
    private @Nullable String token;
    private Instant useUntil = Instant.MIN;

    /** Asks the issuer that the settings name, when the first token is wanted. */
    public AccessToken(FeedSettings settings, HttpSender http, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.clock = clock;
    }

    /**
     * A token that is good for now.
     *
     * @throws UnfinishedImportException if the issuer gives none in the time that is left
     */
    synchronized String get(TimeLeft timeLeft) {
        var current = token;
        if (current != null && clock.instant().isBefore(useUntil)) {
            return current;
        }
        var backoff = new Backoff(timeLeft, settings.patience());
        while (true) {
            try {
                var response = http.send(request(), timeLeft);
                if (response.statusCode() == 200) {
                    return keep(response);
                }
                var reason = "the token endpoint " + settings.tokenUrl() + " answered " + response.statusCode();
                if (response.statusCode() < 500 && response.statusCode() != 429) {
                    throw new UnfinishedImportException(
                            reason + ": " + Excerpt.shortened(new String(response.body(), StandardCharsets.UTF_8)));
                }
                backoff.await(Duration.ZERO, reason);
            } catch (IOException e) {
                backoff.awaitResponse("the token endpoint " + settings.tokenUrl() + " gave no response (" + e + ")");
            }
        }
    }

    /** Forgets the token: the gateway refused it, or much time may have passed unseen. */
    public synchronized void forget() {
        token = null;
    }

    private HttpRequest.Builder request() {
        var credentials = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret());
        return HttpRequest.newBuilder(settings.tokenUrl())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(FORM + encoded(settings.scope())));
    }

    private String keep(HttpResponse<byte[]> response) throws IOException {
        var json = JSON.readTree(response.body());
        var received = json.path("access_token").asText("");
        if (received.isEmpty()) {
            throw new UnfinishedImportException(
                    "The token endpoint " + settings.tokenUrl() + " answered without an access_token.");
        }
        token = received;
        useUntil = clock.instant()
                .plusSeconds(json.path("expires_in").asLong(DEFAULT_SECONDS))
                .minus(MARGIN);
        return received;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
