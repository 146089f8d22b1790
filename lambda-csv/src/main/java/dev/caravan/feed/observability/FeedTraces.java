package dev.caravan.feed.observability;

import dev.caravan.feed.upload.FeedReference;
import dev.caravan.traces.OtlpCollector;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The traces of imports. An import is one trace, however many invocations it takes, since the trace is named by the import;
 * the catalog's work on its batches is part of it. Spans are handed over where {@code OTEL_EXPORTER_OTLP_ENDPOINT} names a
 * collector, for the share {@code OTEL_TRACES_SAMPLER_ARG} of the imports.
 */
public final class FeedTraces {
    private static final Logger LOG = LoggerFactory.getLogger(FeedTraces.class);
    private static final String SERVICE = "lambda-csv";
    private static final double SHARE = 0.01;

    private final @Nullable OtlpCollector collector;
    private final double share;
    private boolean away;

    private FeedTraces(@Nullable OtlpCollector collector, double share) {
        this.collector = collector;
        this.share = share;
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if one makes no sense
     */
    public static FeedTraces from(Map<String, String> environment) {
        var endpoint = environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "");
        if (endpoint.isBlank()) {
            return new FeedTraces(null, 0);
        }
        var argument = environment.getOrDefault("OTEL_TRACES_SAMPLER_ARG", String.valueOf(SHARE));
        try {
            return new FeedTraces(new OtlpCollector(endpoint, SERVICE), Double.parseDouble(argument));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The environment variable OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, not " + argument
                            + ".",
                    e);
        }
    }

    /** Begins an invocation's part of the trace of an import. */
    public ImportTrace begin(FeedReference feed) {
        return ImportTrace.begin(feed.id(), share);
    }

    /** Hands over what an invocation has done. A collector that is away costs the import seconds, and no more. */
    public void end(ImportTrace trace, String status) {
        var spans = trace.end(status);
        if (collector == null || spans.isEmpty()) {
            return;
        }
        try {
            collector.take(spans);
            away = false;
        } catch (java.io.IOException e) {
            if (!away) {
                LOG.warn("The trace collector takes no spans ({}). They are dropped until it does.", e.toString());
            }
            away = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
