package dev.caravan.bench.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** What is timed side by side does the same work. */
class SameCountsTest {

    @Test
    void everyContenderFindsTheSameCounts() throws Exception {
        var events = new Workload(20_000, 20, 500, 3, 30).bytes();
        var ours = Ours.with();
        var counts = Run.of(ours, events, ours.flink()).counts();
        assertThat(counts).hasSizeGreaterThan(50);
        assertThat(Run.of(new Naive(), events, new Configuration()).counts()).isEqualTo(counts);
        assertThat(Run.of(new Sql(), events, new Configuration()).counts()).isEqualTo(counts);
        var onRocksDb = Ours.with("--state-mode", "rocksdb");
        assertThat(Run.of(onRocksDb, events, onRocksDb.flink()).counts()).isEqualTo(counts);
    }
}
