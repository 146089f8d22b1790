package dev.caravan.feed.observability;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.core.JsonFactory;
import dev.caravan.feed.upload.FeedOutcome;
import dev.caravan.feed.upload.RowCounts;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts as log lines in CloudWatch's embedded metric format, which CloudWatch takes in by itself and no request has to wait
 * for. {@code local/lambda} reads the same lines and shows them to Prometheus.
 */
public final class FeedMetrics {

    private static final String NAMESPACE = "Caravan/Feeds";

    /** The outcome of an invocation that ends with an exception, so that Lambda tries again. */
    public static final String FAILED = "failed";

    private static final JsonFactory JSON = new JsonFactory();
    private static final double NANOS = 1e9;

    private final Clock clock;

    /** Counts by this clock. */
    public FeedMetrics(Clock clock) {
        this.clock = clock;
    }

    /**
     * An invocation has ended its part of an import.
     *
     * @param outcome how, as {@link FeedOutcome} says it, or {@link #FAILED}
     * @param imported what became of the rows that this invocation has imported
     * @param took how long it took
     */
    public void ended(LambdaLogger log, String outcome, RowCounts imported, Duration took) throws IOException {
        count(log, "feed_invocations_total", outcome, 1);
        rows(log, imported);
        seconds(log, took);
    }

    private void rows(LambdaLogger log, RowCounts imported) throws IOException {
        count(log, "feed_rows_total", "created", imported.created());
        count(log, "feed_rows_total", "updated", imported.updated());
        count(log, "feed_rows_total", "unchanged", imported.unchanged());
        count(log, "feed_rows_total", "rejected", imported.rejected());
    }

    private void count(LambdaLogger log, String name, String outcome, long value) throws IOException {
        if (value > 0) {
            write(log, name, "Count", outcome, (double) value);
        }
    }

    private void seconds(LambdaLogger log, Duration took) throws IOException {
        write(log, "feed_duration_seconds", "Seconds", null, took.toNanos() / NANOS);
    }

    private void write(LambdaLogger log, String name, String unit, @Nullable String outcome, double value)
            throws IOException {
        var line = new StringWriter();
        try (var json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeObjectFieldStart("_aws");
            json.writeNumberField("Timestamp", clock.millis());
            json.writeArrayFieldStart("CloudWatchMetrics");
            json.writeStartObject();
            json.writeStringField("Namespace", NAMESPACE);
            json.writeArrayFieldStart("Dimensions");
            json.writeStartArray();
            if (outcome != null) {
                json.writeString("outcome");
            }
            json.writeEndArray();
            json.writeEndArray();
            json.writeArrayFieldStart("Metrics");
            json.writeStartObject();
            json.writeStringField("Name", name);
            json.writeStringField("Unit", unit);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            if (outcome != null) {
                json.writeStringField("outcome", outcome);
            }
            json.writeNumberField(name, value);
            json.writeEndObject();
        }
        log.log(line.append('\n').toString());
    }
}
