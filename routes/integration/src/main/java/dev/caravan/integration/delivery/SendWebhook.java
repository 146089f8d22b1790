package dev.caravan.integration.delivery;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.caravan.shared.statement.StatementRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt at a delivery that was claimed (a row of {@code claim-deliveries.sql} in the body), and leaves what came of it in the
 * variables of {@code record-attempt.sql}. A receiver that fails is a result, not an error.
 */
public final class SendWebhook implements Processor {
    private static final int GONE = 410;

    private final WebhookClient client;
    private final InstantSource clock;

    /**
     * @param client sends
     * @param clock tells the time that is signed
     */
    public SendWebhook(WebhookClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        var row = StatementRow.in(exchange);
        var started = clock.instant();
        var attempt = attempt(row, started);
        var tries = ((Number) row.required("tries")).intValue() + 1;
        exchange.setVariable("delivery_id", row.required("id"));
        exchange.setVariable("webhook_id", row.required("webhook_id"));
        exchange.setVariable("started", started.toString());
        exchange.setVariable(
                "took_ms", Duration.between(started, clock.instant()).toMillis());
        exchange.setVariable("status", attempt.status());
        exchange.setVariable("failure", attempt.failure());
        exchange.setVariable("response", attempt.response());
        exchange.setVariable("result", result(attempt));
        exchange.setVariable("pause", pause(attempt, tries));
        exchange.getMessage().setBody(null);
    }

    private Attempt attempt(StatementRow row, Instant now) {
        try {
            return client.send(new WebhookRequest(
                    row.required("url").toString(),
                    row.required("event_id").toString(),
                    now,
                    signatures(row, now),
                    row.required("payload").toString(),
                    text(row, "traceparent")));
        } catch (IOException | RuntimeException e) {
            // whatever it is, it counts as a try: a delivery that is never told of would be claimed for ever
            return Attempt.failed(e);
        }
    }

    /** By the secret, and while it is replaced by the one before too. */
    private static String signatures(StatementRow row, Instant now) {
        var signature = signature(row.required("secret").toString(), row, now);
        var previous = text(row, "previous_secret");
        return previous == null ? signature : signature + " " + signature(previous, row, now);
    }

    private static String signature(String secret, StatementRow row, Instant now) {
        try {
            return new Webhook(secret)
                    .sign(
                            row.required("event_id").toString(),
                            now.getEpochSecond(),
                            row.required("payload").toString());
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("A secret of our own making does not sign", e);
        }
    }

    private static String result(Attempt attempt) {
        if (attempt.isDelivered()) {
            return "delivered";
        }
        return attempt.status() != null && attempt.status() == GONE ? "gone" : "failed";
    }

    private @Nullable String pause(Attempt attempt, int tries) {
        return RetrySchedule.pause(
                        tries,
                        attempt.retryAfter(clock.instant()),
                        ThreadLocalRandom.current().nextDouble())
                .map(pause -> pause.toMillis() + " milliseconds")
                .orElse(null);
    }

    private static @Nullable String text(StatementRow row, String column) {
        var value = row.columns().get(column);
        return value == null ? null : value.toString();
    }
}
