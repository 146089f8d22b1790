package dev.caravan.feed.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.feed.FunctionTest;
import dev.caravan.local.testing.LocalTraceCollector;
import dev.caravan.local.testing.LocalTraceCollector.Mood;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The trace of a feed, from the function to the request that the gateway gets. */
class FeedTraceTest extends FunctionTest {

    @Test
    void anImportIsOneTraceOfItsInvocationAndItsRequests() throws IOException {
        try (var collector = LocalTraceCollector.started()) {
            run(HEADER + rows(1, 3), traced(collector));

            assertThat(gateway.traceparents).hasSize(1).allMatch(header -> header.endsWith("-01"));
            var header = gateway.traceparents.getFirst();
            var trace = header.substring(3, 35);
            var invocation = collector.await(trace, "import feed");
            assertThat(invocation.service()).isEqualTo("lambda-csv");
            assertThat(invocation.parent()).isEmpty();
            assertThat(invocation.attributes()).containsEntry("caravan.feed.status", "completed");
            var request = collector.await(trace, "POST /products/batch");
            assertThat(request.id()).isEqualTo(header.substring(36, 52));
            assertThat(request.parent()).isEqualTo(invocation.id());
            assertThat(request.attributes())
                    .containsEntry("http.response.status_code", "200")
                    .containsEntry("caravan.products", "3");
            assertThat(collector.trace(trace)).hasSize(2).noneMatch(span -> span.failed());
        }
    }

    @Test
    void aTryThatFailedIsInTheTraceToo() throws IOException {
        try (var collector = LocalTraceCollector.started()) {
            gateway.trouble.add(503);
            run(HEADER + rows(1, 3), traced(collector));

            var trace = gateway.traceparents.getFirst().substring(3, 35);
            collector.await(trace, "import feed");
            assertThat(collector.trace(trace))
                    .filteredOn(span -> span.name().equals("POST /products/batch"))
                    .extracting(span -> span.attributes().get("http.response.status_code"))
                    .containsExactly("503", "200");
        }
    }

    @Test
    void aCollectorThatRefusesHoldsUpNothing() throws IOException {
        try (var collector = LocalTraceCollector.started()) {
            collector.become(Mood.REFUSING);
            assertThat(run(HEADER + rows(1, 3), traced(collector))
                            .path("status")
                            .asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    void withoutACollectorTheCatalogIsTheFirstToDecideWhatIsKept() throws IOException {
        run(HEADER + rows(1, 3));
        assertThat(gateway.traceparents).hasSize(1).allMatch(header -> header.endsWith("-00"));
    }

    @Test
    void refusesAShareThatIsNoNumber() {
        assertThatThrownBy(() -> FeedTraces.from(
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1", "OTEL_TRACES_SAMPLER_ARG", "all")))
                .hasMessageContaining("OTEL_TRACES_SAMPLER_ARG");
    }

    private static Map<String, String> traced(LocalTraceCollector collector) {
        return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(), "OTEL_TRACES_SAMPLER_ARG", "1.0");
    }
}
