package dev.caravan.integration.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BatchRuleTest {

    @Property
    void makesAFileOfAsManyAsItMayHaveAtOnce(@ForAll @IntRange(min = 1, max = 1_000) int size) {
        var rule = new BatchRule(size, Duration.ofDays(1));

        assertThat(rule.isComplete(size, Duration.ZERO)).isTrue();
        assertThat(rule.isComplete(size - 1, Duration.ZERO)).isFalse();
    }

    @Property
    void makesAFileOfFewerWhenTheFirstHasWaitedLongEnough(
            @ForAll @IntRange(min = 1, max = 99) int waiting,
            @ForAll @LongRange(min = 1, max = 86_400_000) long interval) {
        var rule = new BatchRule(100, Duration.ofMillis(interval));

        assertThat(rule.isComplete(waiting, Duration.ofMillis(interval))).isTrue();
        assertThat(rule.isComplete(waiting, Duration.ofMillis(interval - 1))).isFalse();
    }

    @Property
    void makesNoFileOfNothing(@ForAll @LongRange(min = 0, max = 1_000_000) long waited) {
        assertThat(new BatchRule(1, Duration.ZERO).isComplete(0, Duration.ofSeconds(waited)))
                .isFalse();
    }

    @Test
    void isNoRuleByWhichNoFileComesAbout() {
        assertThatThrownBy(() -> new BatchRule(0, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BatchRule(1, Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
