package dev.caravan.local.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PatienceTest {
    private static final Instant BEGUN = Instant.EPOCH;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Patience patience = new Patience(MINUTE, BEGUN);

    @Test
    void partThatHangsIsWaitedForOnce() {
        assertThat(patience.isOver(after(60), Duration.ofMillis(900))).isFalse();
        assertThat(patience.isOver(after(61), Duration.ofMillis(999))).isTrue();
    }

    @Test
    void partThatGetsOnIsWaitedForFiveTimesAsLong() {
        for (var second = 0L; second <= 300; second += 10) {
            assertThat(patience.isOver(after(second), Duration.ofSeconds(second / 5)))
                    .as("after " + second + " s")
                    .isFalse();
        }
        assertThat(patience.isOver(after(301), Duration.ofSeconds(299))).isTrue();
    }

    @Test
    void partThatGotOnAndThenHangsIsGivenUp() {
        assertThat(patience.isOver(after(50), Duration.ofSeconds(20))).isFalse();
        assertThat(patience.isOver(after(110), Duration.ofSeconds(20))).isFalse();
        assertThat(patience.isOver(after(111), Duration.ofSeconds(20))).isTrue();
    }

    private static Instant after(long seconds) {
        return BEGUN.plusSeconds(seconds);
    }
}
