package dev.caravan.local.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.terminal.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** Thousands of events in disorder; the windows hold exactly the users that the demo counts by itself. */
final class ActivityAct {

    private static final int EVENTS = 6000;
    private static final int DUPLICATES = 700;
    private static final int MALFORMED = 40;
    private static final int LATE = 60;
    private static final int MINUTES = 5;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stage stage;
    private final Story story;
    private final Shop shop;
    private final Analytics analytics;

    ActivityAct(Stage stage, Shop shop) {
        this.stage = stage;
        this.story = stage.story();
        this.shop = shop;
        this.analytics = new Analytics(stage);
    }

    void play() throws InterruptedException, ExecutionException {
        story.act("Visitors browse, and analytics counts them minute by minute");
        var events = shop.events(EVENTS, 0, MINUTES);
        var counts = new Counts();
        events.forEach(counts::add);
        var arriving = shop.arriving(events, DUPLICATES);
        for (var from = 0; from < arriving.size(); from += BATCH) {
            accept(arriving.subList(from, Math.min(arriving.size(), from + BATCH)));
        }
        story.check(
                true,
                "%,d events, %d of them twice and all out of order, are acknowledged",
                arriving.size(),
                DUPLICATES);
        refuseMalformed();
        sendGarbage();
        accept(shop.closing(MINUTES + 1));
        var expected = counts.expected();
        var found = analytics.await(expected, PATIENCE);
        show(expected, found);
        story.checkEqual(
                expected,
                found,
                "GET /analytics equals the demo's own count in all %d windows of %d products",
                expected.size(),
                counts.users().size());
        checkResultsTopic(expected);
        beLate(expected);
    }

    private void accept(List<Map<String, Object>> events) {
        var answer = stage.gateway().post("/events", events).send();
        if (answer.status() != 202) {
            throw new Failure("The demo does not hold: POST /events answered " + answer.status() + " " + answer.body());
        }
        for (var result : answer.json().path("results")) {
            if (!result.path("status").asText().equals("accepted")) {
                throw new Failure("The demo does not hold: an event was not accepted: " + result);
            }
        }
    }

    private void refuseMalformed() {
        var events = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < MALFORMED; i++) {
            Map<String, Object> event = new LinkedHashMap<>(shop.events(1, 0, 1).getFirst());
            switch (i % 4) {
                case 0 -> event.remove("user_id");
                case 1 -> event.put("product_id", 17.5);
                case 2 -> event.put("timestamp", "yesterday");
                default -> event.put("timestamp", "2999-01-01T00:00:00Z");
            }
            events.add(event);
        }
        var results = stage.gateway().post("/events", events).send().json().path("results");
        var rejected = 0;
        for (var result : results) {
            rejected += result.path("status").asText().equals("rejected") ? 1 : 0;
        }
        story.checkEqual(
                MALFORMED,
                rejected,
                "%d malformed ones are refused one by one; the first: %s",
                MALFORMED,
                reason(results.path(0)));
    }

    private static String reason(JsonNode result) {
        var error = result.path("errors").path(0);
        return error.path("pointer").asText() + " " + error.path("detail").asText();
    }

    private void sendGarbage() throws InterruptedException, ExecutionException {
        var garbage = List.of(
                "not json", "{", "[]", "{\"user_id\":\"u1\"}", "{\"user_id\":1,\"product_id\":2}", "null", "{}");
        new Topic(stage.platform(), Platform.RAW_TOPIC).send(garbage);
        var letters = new Topic(stage.platform(), "ecom-raw-events-dlq");
        story.check(
                stage.await(PATIENCE, () -> letters.values().size() >= garbage.size()),
                "%d records that bypass the API and make no sense are set aside in ecom-raw-events-dlq",
                garbage.size());
    }

    private void show(Map<String, Long> expected, Map<String, Long> found) {
        story.tell("  product 1      counted here   GET /analytics");
        expected.forEach((window, users) -> {
            if (window.startsWith("1|")) {
                story.tell("  %s %14d %16s", window.substring(13, 18), users, found.getOrDefault(window, 0L));
            }
        });
    }

    private void checkResultsTopic(Map<String, Long> expected) {
        var topic = new Topic(stage.platform(), Platform.RESULTS_TOPIC);
        var found = new TreeMap<String, Long>();
        var records = new ArrayList<String>();
        stage.await(PATIENCE, () -> {
            found.clear();
            records.clear();
            records.addAll(topic.values());
            records.forEach(value -> Counts.put(found, Json.read(value)));
            return found.keySet().containsAll(expected.keySet());
        });
        found.keySet().retainAll(expected.keySet());
        story.checkEqual(expected, found, "so does the topic %s", Platform.RESULTS_TOPIC);
        story.check(records.size() == records.stream().distinct().count(), "in which no window stands twice");
    }

    private void beLate(Map<String, Long> expected) {
        accept(shop.late(LATE, 2));
        var late = new Topic(stage.platform(), "ecom-raw-events-late");
        story.check(
                stage.await(PATIENCE, () -> late.values().size() >= LATE),
                "%d events that come when their minute is over are set aside in ecom-raw-events-late",
                LATE);
        story.checkEqual(expected, analytics.read(expected), "and change no count");
    }
}
