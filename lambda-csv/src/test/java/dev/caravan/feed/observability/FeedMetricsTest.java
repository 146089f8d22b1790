package dev.caravan.feed.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.feed.FunctionTest;
import dev.caravan.feed.fixture.Gateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What CloudWatch finds in the function's log: each row counted once, however many invocations an import takes. */
class FeedMetricsTest extends FunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> SMALL_BATCHES = Map.of("FEED_BATCH_SIZE", "5", "FEED_CONCURRENCY", "1");

    private final Log log = new Log();

    @Test
    void countsEachRowOnceOverSeveralInvocations() throws IOException {
        var event = upload.put("feeds/feed.csv", HEADER + "BAD,Cup,x,1\n" + rows(1, 37));
        var handler = handler(SMALL_BATCHES);
        while (!upload.has("reports/feed.report.json")) {
            handler.handleRequest(event, context(20_000, UUID.randomUUID().toString(), log));
        }

        assertThat(log.counts())
                .containsEntry("feed_rows_total created", 37.0)
                .containsEntry("feed_rows_total rejected", 1.0)
                .containsEntry("feed_invocations_total completed", 1.0)
                .containsKey("feed_invocations_total continued")
                .doesNotContainKeys("feed_rows_total updated", "feed_invocations_total failed");
        assertThat(log.counts().get("feed_duration_seconds ")).isPositive();
    }

    @Test
    void countsWhatAFailedInvocationHasDone() throws IOException {
        gateway.fate = request -> request == 4 ? 403 : Gateway.FINE;
        var event = upload.put("feeds/feed.csv", HEADER + rows(1, 25));
        var handler = handler(SMALL_BATCHES);

        assertThatThrownBy(() -> handler.handleRequest(event, context(60_000, "one", log)))
                .hasMessageContaining("after 15 rows");
        assertThat(log.counts())
                .containsEntry("feed_invocations_total failed", 1.0)
                .containsEntry("feed_rows_total created", 15.0);

        handler.handleRequest(event, context(60_000, "one", log));
        assertThat(log.counts())
                .containsEntry("feed_invocations_total completed", 1.0)
                .containsEntry("feed_rows_total created", 25.0);
    }

    @Test
    void countsNoRowsOfADryRun() throws IOException {
        var event = upload.put(
                "feeds/feed.csv", (HEADER + rows(1, 3)).getBytes(StandardCharsets.UTF_8), Map.of("dry-run", "true"));

        handler(Map.of()).handleRequest(event, context(60_000, "one", log));

        assertThat(log.counts())
                .containsEntry("feed_invocations_total completed", 1.0)
                .doesNotContainKey("feed_rows_total created");
    }

    /** Reads the log as CloudWatch does. */
    private static final class Log implements LambdaLogger {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void log(String line) {
            lines.add(line);
        }

        @Override
        public void log(byte[] line) {
            lines.add(new String(line, StandardCharsets.UTF_8));
        }

        Map<String, Double> counts() throws IOException {
            var counts = new TreeMap<String, Double>();
            for (var line : lines) {
                var document = JSON.readTree(line);
                var directive = document.at("/_aws/CloudWatchMetrics/0");
                assertThat(document.at("/_aws/Timestamp").isIntegralNumber()).isTrue();
                assertThat(directive.path("Namespace").asText()).isEqualTo("Caravan/Feeds");
                var dimension = directive.at("/Dimensions/0/0").asText();
                var name = directive.at("/Metrics/0/Name").asText();
                assertThat(document.path(name).isNumber()).as(line).isTrue();
                counts.merge(
                        name + " " + document.path(dimension).asText(),
                        document.path(name).asDouble(),
                        Double::sum);
            }
            return counts;
        }
    }
}
