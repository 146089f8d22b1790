package dev.caravan.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.window.count.BucketCount;
import dev.caravan.window.count.FingerprintSet;
import dev.caravan.window.count.FingerprintSetSerializer;
import dev.caravan.window.count.LateActivity;
import dev.caravan.window.event.Activity;
import dev.caravan.window.event.DeadLetter;
import dev.caravan.window.event.SourceRecordSerializer;
import dev.caravan.window.result.WindowResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/**
 * The bytes that savepoints and running jobs hold, against those of the file {@code state.golden}. Whoever changes them
 * breaks every savepoint: that needs a new version of the serializer's snapshot, which reads the old bytes.
 */
class GoldenStateTest {

    private static final Activity ACTIVITY =
            new Activity("p|\u00e9 \ud83d\ude00", "user", -5L, 1_704_110_400_000L, 7, 1L << 40);
    private static final DeadLetter LETTER = new DeadLetter("why", null, new byte[] {0, -1, 7}, 3, 9, -1);

    private static Map<String, String> written() throws IOException {
        var set = new FingerprintSet();
        set.add(1);
        set.add(0);
        set.add(-1);
        Map<String, String> written = new TreeMap<>();
        written.put("activity", bytes(new Activity.Serializer(), ACTIVITY));
        written.put("dead-letter", bytes(new DeadLetter.Serializer(), LETTER));
        written.put("source-record-activity", bytes(new SourceRecordSerializer(), ACTIVITY));
        written.put("source-record-dead-letter", bytes(new SourceRecordSerializer(), LETTER));
        written.put("late-activity", bytes(new LateActivity.Serializer(), new LateActivity(ACTIVITY, 12)));
        written.put("bucket-count", bytes(new BucketCount.Serializer(), new BucketCount("p", -60_000, 3)));
        written.put("window-result", bytes(new WindowResult.Serializer(), new WindowResult("p", 60_000, 4)));
        written.put("fingerprint-set", bytes(new FingerprintSetSerializer(), set));
        return written;
    }

    private static <T> String bytes(TypeSerializer<T> serializer, T value) throws IOException {
        var out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return HexFormat.of().formatHex(out.getCopyOfBuffer());
    }

    private static Map<String, String> golden() throws IOException {
        try (var file = Objects.requireNonNull(GoldenStateTest.class.getResourceAsStream("/state.golden"))) {
            Map<String, String> golden = new TreeMap<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] nameAndBytes = line.split(" ", 2);
                golden.put(nameAndBytes[0], nameAndBytes[1]);
            });
            return golden;
        }
    }

    @Test
    void isWrittenAsEver() throws Exception {
        assertThat(written()).containsExactlyEntriesOf(golden());
    }

    @Test
    void canBeReadAsEver() throws Exception {
        assertThat(read(new Activity.Serializer(), "activity")).isEqualTo(ACTIVITY);
        assertThat(read(new DeadLetter.Serializer(), "dead-letter")).isEqualTo(LETTER);
        assertThat(read(new SourceRecordSerializer(), "source-record-activity")).isEqualTo(ACTIVITY);
        assertThat(read(new SourceRecordSerializer(), "source-record-dead-letter"))
                .isEqualTo(LETTER);
        assertThat(read(new LateActivity.Serializer(), "late-activity")).isEqualTo(new LateActivity(ACTIVITY, 12));
        assertThat(read(new BucketCount.Serializer(), "bucket-count")).isEqualTo(new BucketCount("p", -60_000, 3));
        assertThat(read(new WindowResult.Serializer(), "window-result")).isEqualTo(new WindowResult("p", 60_000, 4));
        assertThat(read(new FingerprintSetSerializer(), "fingerprint-set").size())
                .isEqualTo(3);
    }

    private static <T> T read(TypeSerializer<T> serializer, String name) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(Objects.requireNonNull(golden().get(name)));
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }
}
