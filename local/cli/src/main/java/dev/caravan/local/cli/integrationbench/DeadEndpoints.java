package dev.caravan.local.cli.integrationbench;

import dev.caravan.local.cli.benchmark.Bed;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Row.Goal;
import dev.caravan.local.cli.benchmark.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * I4: what the healthy among many webhooks notice of it when all others are dead. Dead is the worst kind: at the same host and port as
 * the healthy, it takes requests and never says a word.
 */
final class DeadEndpoints {
    private static final String TOPIC = "ecom-order-events";
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private DeadEndpoints() {}

    static void measure(Bed bed, Rows rows, Webhooks webhooks) throws InterruptedException {
        var count = bed.effort().rounds() == 1 ? 50 : 1_000;
        var healthy = count / 10;
        var events = Math.max(4, bed.effort().rounds() * bed.effort().seconds() / 3);
        try (var receiver = new Receiver();
                var sender = new OrderEvents(bed.platform())) {
            bed.progress().line(String.format(Locale.ROOT, "Making %,d webhooks", count));
            var hooks = webhooks.create(count, i -> receiver.url(name(i)));
            var all = delays(sender, receiver, healthy, events);
            bed.progress().line("Nine of ten die");
            for (var i = healthy; i < count; i++) {
                receiver.silence(name(i));
            }
            var first = delays(sender, receiver, healthy, 4);
            var dead = delays(sender, receiver, healthy, events);
            rows.add(Row.delay(
                    "I4",
                    String.format(
                            Locale.ROOT,
                            "%,d webhooks, one of ten healthy and the others silent: delay to the healthy, 99 of 100 within",
                            count),
                    "all healthy",
                    Arrivals.within(99, dead),
                    Arrivals.within(99, all),
                    Goal.atMost(1.2)));
            rows.note(String.format(
                    Locale.ROOT,
                    "I4: an event every %d s for all of them; of the first four after nine of ten died, before the platform knew, 99 of 100"
                            + " came within %.0f ms. %,d deliveries waited for the silent ones at the end.",
                    PAUSE.toSeconds(),
                    Arrivals.within(99, first),
                    (count - healthy) * (events + 4)));
            for (var hook : hooks) {
                webhooks.delete(hook);
            }
        }
    }

    private static List<Double> delays(OrderEvents sender, Receiver receiver, int healthy, int events)
            throws InterruptedException {
        var delays = new ArrayList<Double>();
        var begun = new ArrayList<Map<Long, Long>>();
        var start = System.nanoTime();
        for (var i = 0; i < events; i++) {
            Arrivals.sleepUntil(start + i * PAUSE.toNanos());
            var sent = System.nanoTime();
            begun.add(Map.of(sender.send(TOPIC, 1), sent));
        }
        for (var event : begun) {
            for (var i = 0; i < healthy; i++) {
                delays.addAll(Arrivals.await(receiver, name(i), event, Duration.ofMinutes(3)));
            }
        }
        return delays;
    }

    private static String name(int webhook) {
        return "w" + webhook;
    }
}
