package dev.caravan.starter.observability.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceShareTest {
    private static final String KEPT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String NOT_KEPT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    @Test
    void keepsTheShareOfTheTracesThatBeginHere() {
        assertThat(kept(0, 1000, null)).isZero();
        assertThat(kept(1, 1000, null)).isEqualTo(1000);
        // Twelve standard deviations: a right share fails this less than once in 10^30 runs.
        assertThat(kept(0.1, 10_000, null)).isBetween(640L, 1360L);
    }

    @Test
    void followsTheCallerWhateverTheShare() {
        assertThat(kept(0, 1000, KEPT)).isEqualTo(1000);
        assertThat(kept(1, 1000, NOT_KEPT)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAShareThatIsNone(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracing(share))
                .withMessageContaining("OTEL_TRACES_SAMPLER_ARG", "from 0 to 1");
    }

    private static long kept(double share, int requests, @Nullable String traceparent) {
        var tracing = tracing(share);
        return IntStream.range(0, requests)
                .mapToObj(request -> tracing.request(traceparent))
                .filter(Objects::nonNull)
                .count();
    }

    private static RequestSpans tracing(double share) {
        return new RequestSpans(SdkTracerProvider.builder().build().get("test"), share);
    }
}
