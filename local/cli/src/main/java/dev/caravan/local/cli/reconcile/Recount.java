package dev.caravan.local.cli.reconcile;

import dev.caravan.local.cli.reconcile.Spill.Entry;
import dev.caravan.local.cli.reconcile.Spill.Kind;
import dev.caravan.window.count.FingerprintSet;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Recounts bucket by bucket: at any time only the windows of one bucket are in memory, with 16 bytes for each of their
 * different users and the places of the records that were set aside.
 */
final class Recount {

    private final Scope scope;
    private final Report report;

    Recount(Scope scope, Report report) {
        this.scope = scope;
        this.report = report;
    }

    /** The key of a window. */
    private record Window(String product, long start) implements Comparable<Window> {
        @Override
        public int compareTo(Window other) {
            int byTime = Long.compare(start, other.start);
            return byTime != 0 ? byTime : product.compareTo(other.product);
        }
    }

    /** A place in the raw topic. */
    private record Place(int partition, long offset) {
        static Place of(Entry entry) {
            return new Place(entry.partition(), entry.offset());
        }
    }

    void compare(Spill raw, Spill made) throws IOException {
        for (int bucket = 0; bucket < Spill.BUCKETS; bucket++) {
            new Bucket().compare(raw, made, bucket);
        }
    }

    private final class Bucket {
        private final Map<Window, FingerprintSet> recounted = new HashMap<>();
        private final Map<Window, Long> stored = new HashMap<>();
        private final Map<Window, Long> published = new HashMap<>();
        private final Set<Place> late = new HashSet<>();
        private final Set<Place> deadLetters = new HashSet<>();

        void compare(Spill raw, Spill made, int bucket) throws IOException {
            made.read(bucket, this::made);
            raw.read(bucket, this::raw);
            late.forEach(place -> excess(place, "is in the topic of late events, but is no event of that window"));
            deadLetters.forEach(place -> excess(place, "is a dead letter, but is a valid event"));
            var windows = new TreeSet<>(recounted.keySet());
            windows.addAll(stored.keySet());
            windows.addAll(published.keySet());
            windows.forEach(this::window);
        }

        private void made(Entry entry) {
            var window = new Window(entry.product(), entry.window());
            if (entry.kind() == Kind.LATE) {
                late.add(Place.of(entry));
            } else if (entry.kind() == Kind.DEAD_LETTER) {
                deadLetters.add(Place.of(entry));
            } else if (entry.kind() == Kind.STORED) {
                stored.put(window, entry.number());
            } else if (published.put(window, entry.number()) != null) {
                report.publishedAgain();
            }
        }

        private void raw(Entry entry) {
            if (entry.kind() == Kind.MALFORMED) {
                report.malformed();
                if (!deadLetters.remove(Place.of(entry))) {
                    report.differs(new Difference.OfRecord(
                            entry.partition(), entry.offset(), "is malformed, but no dead letter"));
                }
            } else if (late.remove(Place.of(entry))) {
                report.late();
                if (entry.kind() == Kind.IN_TIME) {
                    report.differs(new Difference.OfRecord(
                            entry.partition(), entry.offset(), "is called late, but reached Kafka in time"));
                }
            } else {
                report.counted();
                recounted
                        .computeIfAbsent(new Window(entry.product(), entry.window()), window -> new FingerprintSet())
                        .add(entry.number());
            }
        }

        /** What the job has set aside of records that were not read again is none of this comparison. */
        private void excess(Place place, String what) {
            if (scope.holds(place.partition(), place.offset())) {
                report.differs(new Difference.OfRecord(place.partition(), place.offset(), what));
            }
        }

        private void window(Window window) {
            FingerprintSet users = recounted.get(window);
            long count = users == null ? 0 : users.size();
            Long inTable = stored.get(window);
            Long inTopic = published.get(window);
            report.compared();
            if (!agrees(count, inTable, scope.mayHaveExpired(window.start()))
                    || !agrees(count, inTopic, scope.mayHaveLeftTheTopic(window.start()))) {
                report.differs(new Difference.OfWindow(
                        window.product(), Instant.ofEpochMilli(window.start()).toString(), count, inTable, inTopic));
            }
        }

        private static boolean agrees(long count, @Nullable Long other, boolean mayBeGone) {
            return other == null ? mayBeGone || count == 0 : other == count;
        }
    }
}
