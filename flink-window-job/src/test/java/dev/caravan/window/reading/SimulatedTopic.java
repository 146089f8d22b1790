package dev.caravan.window.reading;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.DeadLetter;
import dev.caravan.window.event.RawRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A topic that a test writes to, with a clock of its own, which is the brokers': each record has the time at which it was
 * written, in each partition in order. Visitors have clocks of all kinds.
 */
final class SimulatedTopic implements Looker {

    static final long OUT_OF_ORDER = 10_000;

    /**
     * A record and when it was written.
     *
     * @param record what it is
     * @param time when the broker took it
     */
    record Written(RawRecord record, long time) {
        /** Whether it is an event that the broker took within ten seconds of its happening. */
        boolean isHonest() {
            return record instanceof Activity activity && time - activity.time() <= OUT_OF_ORDER;
        }
    }

    private final Random random;
    private final List<List<Written>> partitions = new ArrayList<>();
    private final TreeSet<Integer> standingStill = new TreeSet<>();
    private Map<Integer, Long> positions = Map.of();
    private boolean away;
    private long now;

    SimulatedTopic(Random random, int partitions, long now) {
        this.random = random;
        this.now = now;
        for (int i = 0; i < partitions; i++) {
            addPartition();
        }
    }

    long now() {
        return now;
    }

    void pass(long millis) {
        now += millis;
    }

    void addPartition() {
        partitions.add(new ArrayList<>());
    }

    int size() {
        return partitions.size();
    }

    /** Whether nobody who reads or looks gets a response, though shops can write. */
    void setAway(boolean away) {
        this.away = away;
    }

    /** Whether a partition's leader answers nobody who reads or looks. */
    void setStandingStill(int partition, boolean stands) {
        if (stands) {
            standingStill.add(partition);
        } else {
            standingStill.remove(partition);
        }
    }

    /** Somebody's event or a malformed record; some clocks are right, some fast, some slow. */
    void write(int partition, boolean onlyHonest) {
        int kind = onlyHonest ? 0 : random.nextInt(10);
        long ahead =
                switch (kind) {
                    case 7 -> random.nextInt(300_000);
                    case 8 -> -random.nextInt(3_600_000);
                    default -> -random.nextInt((int) OUT_OF_ORDER + 1);
                };
        int offset = partitions.get(partition).size();
        partitions
                .get(partition)
                .add(new Written(
                        kind == 9
                                ? new DeadLetter("bad", null, null, partition, offset, now)
                                : new Activity("p", new byte[] {'u'}, now + ahead, partition, offset),
                        now));
    }

    /** The record at an offset, as a reader gets it; null if there is none, or no response. */
    @Nullable
    Written read(int partition, long offset) {
        var records = partitions.get(partition);
        return away || standingStill.contains(partition) || offset >= records.size() ? null : records.get((int) offset);
    }

    long written() {
        return partitions.stream().mapToLong(List::size).sum();
    }

    @Override
    public Sight look() {
        if (away) {
            throw new IllegalStateException("the cable is cut");
        }
        Map<Integer, Long> ends = new HashMap<>();
        Map<Integer, Long> nothingBehind = new HashMap<>();
        for (int i = 0; i < partitions.size(); i++) {
            if (!standingStill.contains(i)) {
                ends.put(i, (long) partitions.get(i).size());
                if (positions.getOrDefault(i, 0L) < 0 && partitions.get(i).isEmpty()) {
                    nothingBehind.put(i, positions.get(i));
                }
            }
        }
        var all = new TreeSet<Integer>();
        for (int i = 0; i < partitions.size(); i++) {
            all.add(i);
        }
        return new Sight(now, all, ends, nothingBehind);
    }

    @Override
    public void readersAreAt(Map<Integer, Long> next) {
        positions = next;
    }

    @Override
    public void close() {}
}
