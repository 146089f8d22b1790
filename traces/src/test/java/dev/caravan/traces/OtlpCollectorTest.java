package dev.caravan.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.testing.LocalTraceCollector;
import dev.caravan.local.testing.LocalTraceCollector.Mood;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written by hand is read by OpenTelemetry's own classes. */
class OtlpCollectorTest {
    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00.123456789Z");

    @Test
    void handsOverAllThatASpanSays() throws Exception {
        try (var collector = LocalTraceCollector.started()) {
            var root = SpanContext.newTrace();
            var child = root.sibling();
            var other = SpanContext.newTrace();
            var words = "ü".repeat(300);
            new OtlpCollector(collector.endpoint() + "/", "lamp")
                    .take(List.of(
                            new FinishedSpan(
                                    root,
                                    null,
                                    "whole",
                                    FinishedSpan.Kind.CONSUMER,
                                    TIME,
                                    TIME,
                                    Map.of(),
                                    List.of(),
                                    false),
                            new FinishedSpan(
                                    child,
                                    root.spanId(),
                                    "part",
                                    FinishedSpan.Kind.CLIENT,
                                    TIME,
                                    TIME.plusMillis(1),
                                    Map.of("text", words),
                                    List.of(other),
                                    true)));

            var whole = collector.await(root.traceId(), "whole");
            assertThat(whole.service()).isEqualTo("lamp");
            assertThat(whole.kind()).isEqualTo("CONSUMER");
            assertThat(whole.parent()).isEmpty();
            assertThat(whole.failed()).isFalse();
            var part = collector.await(root.traceId(), "part");
            assertThat(part.id()).isEqualTo(child.spanId());
            assertThat(part.kind()).isEqualTo("CLIENT");
            assertThat(part.parent()).isEqualTo(root.spanId());
            assertThat(part.attributes()).containsExactly(Map.entry("text", words));
            assertThat(part.links()).containsExactly(other.spanId());
            assertThat(part.failed()).isTrue();
        }
    }

    @Test
    void saysWhenTheCollectorDoesNotTakeThem() {
        try (var collector = LocalTraceCollector.started()) {
            collector.become(Mood.REFUSING);
            assertThatThrownBy(() -> new OtlpCollector(collector.endpoint(), "lamp").take(List.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503");
            collector.become(Mood.HANGING);
            assertThatThrownBy(() -> new OtlpCollector(collector.endpoint(), "lamp").take(List.of()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void readsContextsAndRefusesMalformedOnes() {
        var context = SpanContext.newTrace();
        assertThat(SpanContext.parse(context.traceparent())).isEqualTo(context);
        assertThat(SpanContext.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"))
                .isEqualTo(new SpanContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", false));
        assertThat(SpanContext.parse("")).isNull();
        assertThat(SpanContext.parse("00-00000000000000000000000000000000-b7ad6b7169203331-01"))
                .isNull();
        assertThat(SpanContext.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-zz"))
                .isNull();
    }
}
