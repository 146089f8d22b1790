package dev.caravan.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.window.count.CountingRule;
import dev.caravan.window.count.FingerprintSet;
import dev.caravan.window.count.FingerprintSetSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/**
 * The bytes that savepoints hold, against those of the file {@code state.golden}. Whoever changes them breaks every savepoint:
 * that needs a new version of the serializer's snapshot, which reads the old bytes. Records on their way between operators are
 * in no savepoint, since checkpoints are aligned: a release may change them.
 */
class GoldenStateTest {

    private static final CountingRule RULE = new CountingRule(1_704_110_400_000L, 4, 5, -6);

    private static Map<String, String> written() throws IOException {
        var set = new FingerprintSet();
        set.add(1);
        set.add(0);
        set.add(-1);
        Map<String, String> written = new TreeMap<>();
        written.put("counting-rule", bytes(new CountingRule.Serializer(), RULE));
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
        assertThat(read(new CountingRule.Serializer(), "counting-rule")).isEqualTo(RULE);
        var set = new TreeSet<Long>();
        read(new FingerprintSetSerializer(), "fingerprint-set").forEach(set::add);
        assertThat(set).containsExactly(-1L, 0L, 1L);
    }

    private static <T> T read(TypeSerializer<T> serializer, String name) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(Objects.requireNonNull(golden().get(name)));
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }
}
