package dev.caravan.window.count;

import dev.caravan.window.event.Windows;
import dev.caravan.window.types.ValueSerializer;
import dev.caravan.window.types.ValueType;
import java.io.IOException;
import java.io.Serializable;
import java.security.SecureRandom;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How the users of a window are told apart and where they are counted. It must be the same for all events of a window, so it is
 * part of the job's state, and a new one holds from a window on that nobody can have counted in yet.
 *
 * @param from the start of the first window that it holds for
 * @param buckets in how many places a product is counted
 * @param key0 the first half of the secret that fingerprints are made with
 * @param key1 the other half; both are 0 for windows that an older release has begun to count without a secret
 */
public record CountingRule(long from, int buckets, long key0, long key1) implements Serializable {

    /** How rules are kept in state. */
    public static final TypeInformation<CountingRule> TYPE = ValueType.of(CountingRule.class, new Serializer());

    private static final long serialVersionUID = 1L;

    /**
     * A rule for all windows, with a secret of its own.
     *
     * @param buckets in how many places a product is counted
     * @return the rule
     */
    public static CountingRule withNewKey(int buckets) {
        var random = new SecureRandom();
        return new CountingRule(Long.MIN_VALUE, buckets, random.nextLong(), random.nextLong());
    }

    /** The rule of releases that had none: without a secret, for all windows. */
    static CountingRule withoutKey(int buckets) {
        return new CountingRule(Long.MIN_VALUE, buckets, 0, 0);
    }

    /** The same from a window on. */
    CountingRule from(long windowStart) {
        return new CountingRule(windowStart, buckets, key0, key1);
    }

    /** The same with another number of buckets, from a window on. */
    CountingRule withBuckets(int number, long windowStart) {
        return new CountingRule(windowStart, number, key0, key1);
    }

    /**
     * The first window in which nobody can have counted before a moment, if an event may be ahead of its record by so much.
     *
     * @param now the moment
     * @param maxClockSkewMillis how far an event may be ahead
     * @return the start of the window
     */
    public static long firstUntouched(long now, long maxClockSkewMillis) {
        // One window more, for clocks that differ.
        return Windows.endOf(Windows.endOf(Windows.startOf(now + maxClockSkewMillis)));
    }

    /**
     * 64 bits that stand for a user: among n users of one product and window, the chance that any two share them is below
     * n² / 2⁶⁵.
     */
    long fingerprint(byte[] userUtf8) {
        return (key0 | key1) == 0 ? XxHash64.of(userUtf8, 0, userUtf8.length) : SipHash.of(key0, key1, userUtf8);
    }

    /** The bucket of a user. The high bits: the low ones choose the slot in the set. */
    int bucket(long fingerprint) {
        return Math.floorMod((int) (fingerprint >>> 32), buckets);
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "CountingRule[from=" + from + ", buckets=" + buckets + "]";
    }

    /** Writes and reads rules. */
    public static final class Serializer extends ValueSerializer<CountingRule> {
        private static final long serialVersionUID = 1L;

        @Override
        public CountingRule createInstance() {
            return withoutKey(1);
        }

        @Override
        public void serialize(CountingRule rule, DataOutputView target) throws IOException {
            target.writeLong(rule.from);
            target.writeInt(rule.buckets);
            target.writeLong(rule.key0);
            target.writeLong(rule.key1);
        }

        @Override
        public CountingRule deserialize(DataInputView source) throws IOException {
            return new CountingRule(source.readLong(), source.readInt(), source.readLong(), source.readLong());
        }

        @Override
        public TypeSerializerSnapshot<CountingRule> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Says that state written by any {@link Serializer} can be read by any other. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CountingRule> {
        /** Called by Flink when it restores state. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
