package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.events.Visitors;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Activity of a shop in the near past, with times that the demo chooses: windows close by them, not by the clock. */
final class Shop {

    /** Events arrive out of order by up to this much; the window job waits for ten seconds. */
    private static final int JITTER_MILLIS = 5000;

    private static final int PARTITIONS_REACHED = 64;

    private final Random random;
    private final Visitors visitors;
    private final Instant opening;

    Shop(Random random, int products, int users) {
        this.random = random;
        this.visitors = new Visitors(products, users, random);
        this.opening = Instant.now().minus(Duration.ofMinutes(14)).truncatedTo(ChronoUnit.MINUTES);
    }

    /** When the minute with that number begins. */
    Instant minute(int number) {
        return opening.plus(Duration.ofMinutes(number));
    }

    /** Events in the minutes from one to before another, in the order of their times. */
    List<Map<String, Object>> events(int count, int fromMinute, int toMinute) {
        var span = Duration.between(minute(fromMinute), minute(toMinute)).toMillis();
        var events = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < count; i++) {
            events.add(visitors.next(minute(fromMinute).plusMillis(random.nextLong(span))));
        }
        events.sort(Comparator.comparing(Shop::time));
        return events;
    }

    /** The same events as they arrive: a little out of order, and some of them twice. */
    List<Map<String, Object>> arriving(List<Map<String, Object>> events, int duplicates) {
        record Arrival(Instant at, Map<String, Object> event) {}
        var arrivals = new ArrayList<Arrival>();
        for (var event : events) {
            arrivals.add(new Arrival(jittered(event), event));
        }
        for (var i = 0; i < duplicates; i++) {
            var event = events.get(random.nextInt(events.size()));
            arrivals.add(new Arrival(jittered(event), event));
        }
        arrivals.sort(Comparator.comparing(Arrival::at));
        return arrivals.stream().map(Arrival::event).toList();
    }

    /** Events that came too late: users nobody has seen, in minutes that are over. */
    List<Map<String, Object>> late(int count, int minute) {
        var events = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < count; i++) {
            events.add(visitors.event(
                    "late-" + i,
                    String.valueOf(1 + i % 10),
                    visitors.type(),
                    minute(minute).plusSeconds(i % 60)));
        }
        return events;
    }

    /** Events at a later time in every partition: they close the windows before. */
    List<Map<String, Object>> closing(int minute) {
        var events = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < PARTITIONS_REACHED; i++) {
            events.add(visitors.event("closer", "closing-time-" + i, "VIEW_PRODUCT", minute(minute)));
        }
        return events;
    }

    private Instant jittered(Map<String, Object> event) {
        return time(event).plusMillis(random.nextInt(JITTER_MILLIS));
    }

    private static Instant time(Map<String, Object> event) {
        return Instant.parse(String.valueOf(event.get("timestamp")));
    }
}
