package dev.caravan.window.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.window.event.PartitionTime;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private static final long NEWEST = 1_704_110_400_000L;
    private final Silence silence = new Silence(15_000, 5_000);

    @Test
    void shouldAllowNothingToOneThatWasHeardAMomentAgo() {
        assertThat(silence.allows(4_999, 60_000, NEWEST)).isEqualTo(PartitionTime.UNKNOWN);
        assertThat(silence.allows(14_999, 0, NEWEST)).isEqualTo(PartitionTime.UNKNOWN);
    }

    @Test
    void shouldLetASilentPartitionHoldBackNobody() {
        assertThat(silence.allows(15_000, 4_999, NEWEST)).isEqualTo(NEWEST);
    }

    @Test
    void shouldLetAQuietTopicGoOnToWhereItHasBeenRead() {
        assertThat(silence.allows(5_000, 5_000, NEWEST)).isEqualTo(Long.MAX_VALUE);
    }
}
