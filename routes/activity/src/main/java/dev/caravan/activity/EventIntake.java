package dev.caravan.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.event.Rfc3339;
import dev.caravan.shared.problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event as a visitor's page sent it, which fits the contract: gets what it lacks, and is held against clock and size. */
final class EventIntake {
    /** How far the clocks of visitors may be ahead of ours. */
    static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    /** How long a user, a product or an event may be called. */
    static final int LONGEST_ID = 128;

    private static final int MAX_BYTES = 256 * 1024;

    private EventIntake() {}

    /**
     * Takes in an event, with {@code event_id} and {@code timestamp} where it had none.
     *
     * @param pointer where in the request it stands
     */
    static EventResult accept(ObjectNode sent, String pointer, Instant now) {
        var id = id(sent);
        if (!sent.hasNonNull("timestamp")) {
            sent.put("timestamp", timestamp(now));
        }
        if (id == null) {
            sent.put("event_id", newId());
        }
        // a number is kept to the digit: as text it is the same for every reader
        if (sent.get("product_id").isIntegralNumber()) {
            sent.put("product_id", sent.get("product_id").asText());
        }
        var event = RawEvent.of(sent);
        var errors = Stream.of(
                        productError(sent.get("product_id").asText(), pointer),
                        timeError(sent.get("timestamp").asText(), pointer, now),
                        sizeError(event, pointer))
                .filter(Objects::nonNull)
                .toList();
        return errors.isEmpty() ? event : new EventResult.Rejected(id, errors);
    }

    /** The id that an event was sent with, or null. */
    static @Nullable String id(JsonNode sent) {
        return sent.path("event_id").textValue();
    }

    /** An id for an event that has none. */
    static String newId() {
        return UUID.randomUUID().toString();
    }

    /** The time of an event that has none. */
    static String timestamp(Instant now) {
        return now.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** The contract bounds texts only: a number such as 1e300 is long when it is one. */
    private static @Nullable FieldError productError(String product, String pointer) {
        return product.length() > LONGEST_ID
                ? new FieldError(pointer + "/product_id", "too_long", "must have at most " + LONGEST_ID + " characters")
                : null;
    }

    private static @Nullable FieldError timeError(String timestamp, String pointer, Instant now) {
        // the contract takes no text that is no time
        var time = Rfc3339.toMillis(timestamp).orElseThrow();
        return time > now.plus(MAX_AHEAD).toEpochMilli()
                ? new FieldError(
                        pointer + "/timestamp", "in_the_future", "must not be more than 5 minutes ahead of now")
                : null;
    }

    /** No event of a batch may be longer than one alone. */
    private static @Nullable FieldError sizeError(RawEvent event, String pointer) {
        return event.size() > MAX_BYTES
                ? new FieldError(pointer, "too_large", "must have at most " + MAX_BYTES + " bytes")
                : null;
    }
}
