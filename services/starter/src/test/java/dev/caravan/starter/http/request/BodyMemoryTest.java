package dev.caravan.starter.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.caravan.shared.problem.ProblemException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class BodyMemoryTest {
    private final BodyMemory memory = new BodyMemory(1000);

    @Test
    void nobodyGetsMoreThanThereIs() {
        try (var first = memory.share();
                var second = memory.share()) {
            first.take(600);
            var refused = catchThrowableOfType(ProblemException.class, () -> second.take(500));
            assertThat(refused.problem().status()).isEqualTo(503);
            assertThat(refused.problem().headers()).containsKey("Retry-After");
            second.take(400);
        }
        assertThat(memory.held()).isZero();
    }

    @Property
    void whatWasTakenIsGivenBackWhateverWasRefused(@ForAll @Size(max = 20) List<@IntRange(max = 400) Integer> sizes) {
        var shares = IntStream.range(0, 3).mapToObj(i -> memory.share()).toList();
        for (var i = 0; i < sizes.size(); i++) {
            var share = shares.get(i % shares.size());
            var size = sizes.get(i);
            var refused = catchThrowableOfType(ProblemException.class, () -> share.take(size));
            assertThat(refused == null || refused.problem().status() == 503).isTrue();
            assertThat(memory.held()).isBetween(0L, 1000L);
        }
        shares.forEach(BodyMemory.Share::close);
        assertThat(memory.held()).isZero();
    }
}
