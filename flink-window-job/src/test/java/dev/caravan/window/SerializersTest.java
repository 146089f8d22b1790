package dev.caravan.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.window.count.BucketCount;
import dev.caravan.window.count.BucketedActivity;
import dev.caravan.window.count.CountingRule;
import dev.caravan.window.count.FingerprintSet;
import dev.caravan.window.count.FingerprintSetSerializer;
import dev.caravan.window.event.Activity;
import dev.caravan.window.event.DeadLetter;
import dev.caravan.window.event.LateActivity;
import dev.caravan.window.event.PartitionTime;
import dev.caravan.window.event.SourceRecord;
import dev.caravan.window.event.SourceRecordSerializer;
import dev.caravan.window.event.TopicTime;
import dev.caravan.window.result.WindowResult;
import java.io.IOException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SerializersTest {

    private static final Activity ACTIVITY =
            new Activity("p|\u00e9 \ud83d\ude00", new byte[] {'u', -1}, Long.MIN_VALUE, 7, 1L << 40);
    private static final DeadLetter LETTER = new DeadLetter("why", null, new byte[] {0, -1, 7}, 3, 9, -1);

    private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
        var out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        var copied = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
        assertThat(copied.getCopyOfBuffer()).as("binary copy").isEqualTo(out.getCopyOfBuffer());
        var in = new DataInputDeserializer(out.getCopyOfBuffer());
        T read = serializer.deserialize(in);
        assertThat(in.available()).as("bytes left").isZero();
        return read;
    }

    @Test
    void valuesSurviveTheRoundTrip() throws Exception {
        assertThat(roundTrip(new Activity.Serializer(), ACTIVITY)).isEqualTo(ACTIVITY);
        assertThat(roundTrip(new DeadLetter.Serializer(), LETTER)).isEqualTo(LETTER);
        var late = new LateActivity(ACTIVITY, 12);
        assertThat(roundTrip(new LateActivity.Serializer(), late)).isEqualTo(late);
        var count = new BucketCount("p", -60_000, 3);
        assertThat(roundTrip(new BucketCount.Serializer(), count)).isEqualTo(count);
        var result = new WindowResult("p", 60_000, 4);
        assertThat(roundTrip(new WindowResult.Serializer(), result)).isEqualTo(result);
        var bucketed = new BucketedActivity(ACTIVITY, 3, -5);
        assertThat(roundTrip(new BucketedActivity.Serializer(), bucketed)).isEqualTo(bucketed);
        var rule = new CountingRule(60_000, 4, 5, -6);
        assertThat(roundTrip(new CountingRule.Serializer(), rule)).isEqualTo(rule);
        for (SourceRecord source : new SourceRecord[] {
            ACTIVITY, LETTER, new PartitionTime(3, PartitionTime.UNKNOWN), new TopicTime(5, 6), TopicTime.UNKNOWN
        }) {
            assertThat(roundTrip(new SourceRecordSerializer(), source)).isEqualTo(source);
        }
    }

    @Test
    void setsSurviveTheRoundTrip() throws Exception {
        var random = new Random(3);
        var set = new FingerprintSet();
        Set<Long> expected = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            long fingerprint = i == 0 ? 0 : random.nextLong();
            set.add(fingerprint);
            expected.add(fingerprint);
        }
        Set<Long> read = new HashSet<>();
        roundTrip(new FingerprintSetSerializer(), set).forEach(read::add);
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void stateWrittenTodayCanBeReadByTheNextVersion() {
        // The bytes are the contract with savepoints: a change here needs a new snapshot version.
        var out = new DataOutputSerializer(64);
        var set = new FingerprintSet();
        set.add(1);
        set.add(0);
        try {
            new FingerprintSetSerializer().serialize(set, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(out.getCopyOfBuffer())
                .isEqualTo(new byte[] {0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    }
}
