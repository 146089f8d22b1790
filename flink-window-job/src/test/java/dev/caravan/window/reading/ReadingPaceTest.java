package dev.caravan.window.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingPaceTest {

    private static final long START = 1_704_110_400_000L;

    private final PartitionReading slow = new PartitionReading(0, "slow", 0, 0);
    private final PartitionReading fast = new PartitionReading(1, "fast", 0, 0);
    private final ReadingPace pace = new ReadingPace(List.of(slow, fast));

    private void read(PartitionReading partition, long seconds) {
        partition.read(partition.position(), START + seconds * 1_000);
    }

    @Test
    void shouldPauseWhoIsMoreThanTheLeadAhead() {
        read(slow, 0);
        read(fast, 60);
        assertThat(pace.adjust()).isFalse();
        read(fast, 61);
        assertThat(fast.isDue()).as("the first record that is too far ahead").isTrue();
        assertThat(pace.adjust()).isTrue();
        assertThat(pace.toPause()).containsExactly("fast");
        assertThat(pace.adjust()).as("once").isFalse();

        read(slow, 20);
        assertThat(slow.isDue()).isTrue();
        assertThat(pace.adjust()).isTrue();
        assertThat(pace.toResume()).containsExactly("fast");
    }

    @Test
    void shouldWaitForTheSlowestOfOtherReadersToo() {
        read(slow, 100);
        read(fast, 110);
        pace.slowestIsAt(START);
        assertThat(pace.adjust()).isTrue();
        assertThat(pace.toPause()).containsExactlyInAnyOrder("slow", "fast");
        pace.slowestIsAt(START + 50_000);
        assertThat(pace.adjust()).isTrue();
        assertThat(pace.toResume()).containsExactlyInAnyOrder("slow", "fast");
    }

    @Test
    void shouldWaitForAPartitionOfWhichNothingIsKnown() {
        read(fast, 0);
        assertThat(fast.isDue()).isTrue();
        assertThat(pace.adjust()).isTrue();
        assertThat(pace.toPause()).containsExactly("fast");
        assertThat(pace.isWorthAReport()).isFalse();
        var look = new Look(START + 3_600_000, Map.of(0, 0L), Map.of(), 0, 0, 0);
        slow.seen(look, 0);
        assertThat(pace.adjust()).as("it has no records, so it is not behind").isTrue();
        assertThat(pace.toResume()).containsExactly("fast");
        assertThat(pace.isWorthAReport()).isTrue();
    }

    @Test
    void shouldReportEachStepOnce() {
        read(slow, 0);
        read(fast, 0);
        pace.adjust();
        assertThat(pace.isWorthAReport()).isTrue();
        assertThat(pace.report()).isEqualTo(START);
        read(fast, 40);
        pace.adjust();
        assertThat(pace.isWorthAReport()).isFalse();
        read(slow, 15);
        pace.adjust();
        assertThat(pace.isWorthAReport()).isTrue();
    }

    @Test
    void shouldNotBeDueForEveryRecord() {
        read(slow, 0);
        read(fast, 0);
        pace.adjust();
        read(fast, 15);
        assertThat(fast.isDue()).isFalse();
        read(fast, 16);
        assertThat(fast.isDue()).isTrue();
        pace.adjust();
        assertThat(fast.isDue()).isFalse();
    }
}
