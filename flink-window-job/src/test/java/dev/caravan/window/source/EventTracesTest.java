package dev.caravan.window.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalTraceCollector;
import dev.caravan.local.testing.LocalTraceCollector.Mood;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EventTracesTest {
    private static final String SENDING = "b7ad6b7169203331";
    private static final String KEPT = "00-0af7651916cd43dd8448eb211c80319c-" + SENDING + "-01";

    private final SimpleCounter dropped = new SimpleCounter();

    @Test
    void linksTheReadingOfAKeptEventToItsSending() {
        try (var collector = LocalTraceCollector.started()) {
            new EventTraces(collector.endpoint(), dropped).read(event(KEPT), false);

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !collector.spans().isEmpty());
            assertThat(collector.spans()).singleElement().satisfies(span -> {
                assertThat(span.service()).isEqualTo("flink-window-job");
                assertThat(span.name()).isEqualTo("process ecom-raw-events");
                assertThat(span.kind()).isEqualTo("CONSUMER");
                assertThat(span.parent()).isEmpty();
                assertThat(span.links()).containsExactly(SENDING);
                assertThat(span.attributes())
                        .containsAllEntriesOf(
                                Map.of("messaging.destination.partition.id", "2", "caravan.event.outcome", "taken"));
            });
        }
    }

    @Test
    void keepsNothingOfEventsWhoseTraceIsNotKeptOrMalformed() {
        try (var collector = LocalTraceCollector.started()) {
            var traces = new EventTraces(collector.endpoint(), dropped);
            traces.read(new ConsumerRecord<>("ecom-raw-events", 2, 7, new byte[0], new byte[0]), false);
            traces.read(event(KEPT.replaceFirst("01$", "00")), false);
            traces.read(event("nonsense"), false);
            traces.read(event(KEPT), true);

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !collector.spans().isEmpty());
            assertThat(collector.spans())
                    .singleElement()
                    .satisfies(span -> assertThat(span.failed()).isTrue());
        }
    }

    @Test
    void readsOnAtFullSpeedWhileTheCollectorHangsAndCountsWhatIsLost() {
        try (var collector = LocalTraceCollector.started()) {
            collector.become(Mood.HANGING);
            var traces = new EventTraces(collector.endpoint(), dropped);
            var begun = System.nanoTime();
            for (var i = 0; i < 100_000; i++) {
                traces.read(event(KEPT), false);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(dropped.getCount()).isPositive();
        }
    }

    private static ConsumerRecord<byte[], byte[]> event(String traceparent) {
        var event = new ConsumerRecord<>("ecom-raw-events", 2, 7, new byte[0], new byte[0]);
        event.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
        return event;
    }
}
