package dev.caravan.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.DeadLetter;
import dev.caravan.window.event.LateActivity;
import dev.caravan.window.event.SourceRecord;
import dev.caravan.window.event.SourceRecordSerializer;
import dev.caravan.window.event.Windows;
import dev.caravan.window.progress.KeptProgress;
import dev.caravan.window.result.WindowResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole pipeline on a small cluster against a count by brute force. */
class WindowJobOracleTest {

    private static final int RECORDS = 20_000;
    private static final long START = 1_704_110_400_000L;

    /** The record with a number: any machine makes the same. A tenth comes late, a tenth twice, some are malformed. */
    private static SourceRecord record(int seed, long number) {
        var random = new Random(seed * 1_000_003L + number / 10 * 10 + (number % 10 == 9 ? 8 : number % 10));
        random.nextInt();
        if (random.nextInt(50) == 0) {
            return new DeadLetter("bad", null, new byte[] {1}, 0, number, START);
        }
        String product = random.nextInt(10) < 8 ? "hot" : "p|" + random.nextInt(20);
        String user = "u" + random.nextInt(300);
        long disorder = random.nextInt(10) == 0 ? random.nextInt(120_000) : random.nextInt(9_000);
        long time = START + number * 20 - disorder;
        return new Activity(product, user.getBytes(StandardCharsets.UTF_8), time, 0, number);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, heap", "2, 2, 4, heap", "3, 2, 7, heap", "4, 2, 4, rocksdb"})
    void agreesWithBruteForce(int seed, int parallelism, int buckets, String mode) throws Exception {
        var config = WindowJobConfig.from(Map.of("USER_BUCKETS", Integer.toString(buckets), "STATE_MODE", mode));
        var settings = WindowJob.flinkSettings(config);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        var env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
        var source = new DataGeneratorSource<>(number -> record(seed, number), RECORDS, SourceRecordSerializer.TYPE);
        var results = new Collected<WindowResult>();
        var stored = new Collected<WindowResult>();
        var late = new Collected<LateActivity>();
        var deadLetters = new Collected<DeadLetter>();
        WindowJob.defineWorkflow(
                env,
                config,
                source,
                new Sinks(results, stored, late, deadLetters, new KeptProgress()),
                Beginning.now());
        env.execute();

        Set<Long> lateNumbers = new HashSet<>();
        late.values().forEach(event -> lateNumbers.add(event.activity().offset()));
        Map<String, Set<String>> users = new HashMap<>();
        long malformed = 0;
        for (long number = 0; number < RECORDS; number++) {
            if (record(seed, number) instanceof Activity activity) {
                if (!lateNumbers.contains(number)) {
                    users.computeIfAbsent(
                                    activity.productId() + "@" + Windows.startOf(activity.time()),
                                    window -> new HashSet<>())
                            .add(activity.userId());
                }
            } else {
                malformed++;
            }
        }
        List<String> expected = new ArrayList<>();
        users.forEach((window, who) -> expected.add(window + "=" + who.size()));
        assertThat(results.values())
                .extracting(r -> r.productId() + "@" + r.windowStartMillis() + "=" + r.uniqueUsers())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(stored.values()).containsExactlyInAnyOrderElementsOf(results.values());
        assertThat(deadLetters.values()).hasSize((int) malformed);
        assertThat(late.values())
                .as("late means that the window had closed")
                .allMatch(
                        event -> Windows.lastOf(Windows.startOf(event.activity().time())) <= event.watermark());
    }
}
