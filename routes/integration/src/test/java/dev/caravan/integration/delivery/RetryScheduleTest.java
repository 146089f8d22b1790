package dev.caravan.integration.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    @Test
    void triesEightTimesInADay() {
        var pauses = IntStream.rangeClosed(1, 7)
                .mapToObj(
                        tries -> RetrySchedule.pause(tries, Duration.ZERO, 0.5).orElseThrow())
                .toList();

        assertThat(pauses).isSorted();
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofHours(22), Duration.ofHours(25));
        assertThat(RetrySchedule.pause(8, Duration.ZERO, 0.5)).isEmpty();
    }

    @Property
    void spreadsAPauseByATenth(
            @ForAll @IntRange(min = 1, max = 7) int tries, @ForAll @DoubleRange(min = 0, max = 0.99) double chance) {
        var middle =
                RetrySchedule.pause(tries, Duration.ZERO, 0.5).orElseThrow().toMillis();

        assertThat(RetrySchedule.pause(tries, Duration.ZERO, chance)
                        .orElseThrow()
                        .toMillis())
                .isBetween((long) (middle * 0.89), (long) (middle * 1.11));
    }

    @Property
    void waitsAtLeastAsLongAsTheReceiverAsksButNeverLongerThanADay(
            @ForAll @IntRange(min = 1, max = 7) int tries,
            @ForAll @LongRange(min = 0, max = 999_999_999) long seconds) {
        var pause = RetrySchedule.pause(tries, Duration.ofSeconds(seconds), 0.5).orElseThrow();

        assertThat(pause).isGreaterThanOrEqualTo(Duration.ofSeconds(Math.min(seconds, 86_400)));
        assertThat(pause).isLessThanOrEqualTo(Duration.ofDays(1));
    }
}
