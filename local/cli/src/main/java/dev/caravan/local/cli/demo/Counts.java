package dev.caravan.local.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The demo's own count: who was active on a product in a minute, by the time in the events.
 *
 * @param users the users by product and beginning of the window
 */
record Counts(Map<String, TreeMap<Instant, Set<String>>> users) {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    Counts() {
        this(new TreeMap<>());
    }

    /** Counts an event. */
    void add(Map<String, Object> event) {
        var at = Instant.parse(String.valueOf(event.get("timestamp")));
        var window = Instant.ofEpochSecond(at.getEpochSecond() / WINDOW.toSeconds() * WINDOW.toSeconds());
        users.computeIfAbsent(String.valueOf(event.get("product_id")), product -> new TreeMap<>())
                .computeIfAbsent(window, start -> new HashSet<>())
                .add(String.valueOf(event.get("user_id")));
    }

    /** How many users each window of each product had, as {@code product|window_start} and number. */
    Map<String, Long> expected() {
        var expected = new TreeMap<String, Long>();
        users.forEach((product, windows) ->
                windows.forEach((start, active) -> expected.put(key(product, start.toString()), (long) active.size())));
        return expected;
    }

    /** The same from a result of the window job, or from an entry of {@code GET /analytics}. */
    static void put(Map<String, Long> found, JsonNode result) {
        found.put(
                key(
                        result.path("product_id").asText(),
                        result.path("window_start").asText()),
                result.path("unique_user_count").asLong());
    }

    private static String key(String product, String windowStart) {
        return product + "|" + windowStart;
    }
}
