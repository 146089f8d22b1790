package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A client of the event API that sends every batch again until it is acknowledged, and remembers what was. */
final class AcknowledgedTraffic {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Stage stage;
    private final Set<String> acknowledged = new HashSet<>();
    private int refused;

    AcknowledgedTraffic(Stage stage) {
        this.stage = stage;
    }

    /**
     * Sends a batch. It may be stored without being acknowledged: sent again with the same ids, it counts once.
     *
     * @param events the batch
     * @param goOn asked before each new try; throws if there is no hope
     */
    void send(List<Map<String, Object>> events, BooleanSupplier goOn) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!isAcknowledged(events)) {
            refused++;
            if (!goOn.getAsBoolean() || System.nanoTime() > end) {
                throw new Failure("That does not hold: no event was acknowledged for " + PATIENCE.toSeconds()
                        + " s after a part was killed. See ./caravan logs activity.");
            }
            Thread.sleep(200);
        }
        events.forEach(event -> acknowledged.add(String.valueOf(event.get("event_id"))));
    }

    private boolean isAcknowledged(List<Map<String, Object>> events) {
        try {
            var status = stage.gateway().post("/events", events).trySend().status();
            if (status != 202 && status < 500) {
                throw new Failure("That does not hold: POST /events answered " + status);
            }
            return status == 202;
        } catch (IOException e) {
            return false; // not answered, hence not acknowledged
        }
    }

    /** How many events were acknowledged. */
    int acknowledged() {
        return acknowledged.size();
    }

    /** How many tries were not. */
    int refused() {
        return refused;
    }

    /** Claims that every acknowledged event is in the topic. */
    void checkTopic() {
        var missing = new HashSet<>(acknowledged);
        for (var value : new Topic(stage.platform(), Platform.RAW_TOPIC).values()) {
            if (value.contains("\"event_id\"")) {
                missing.remove(Json.read(value).path("event_id").asText());
            }
        }
        stage.story()
                .checkEqual(
                        Set.of(),
                        missing,
                        "all %,d acknowledged events are in %s",
                        acknowledged.size(),
                        Platform.RAW_TOPIC);
    }
}
