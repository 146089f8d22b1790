package dev.caravan.feed.observability;

import dev.caravan.feed.upload.Sha256;
import dev.caravan.traces.FinishedSpan;
import dev.caravan.traces.SpanContext;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one invocation adds to the trace of an import: itself, and each request to the catalog. */
public final class ImportTrace {
    private static final int TRACE_ID_LENGTH = 32;
    private static final int HALF = 16;
    private static final int HEX = 16;

    /** More are not kept: a million rows are two thousand requests, which are all alike. */
    private static final int MOST = 500;

    private static final int REFUSED = 400;

    private final SpanContext invocation;
    private final Instant begun = Instant.now();
    private final List<FinishedSpan> spans = new ArrayList<>();

    private ImportTrace(SpanContext invocation) {
        this.invocation = invocation;
    }

    /**
     * Begins.
     *
     * @param importId whose trace it is
     * @param share how many of all imports are kept; the trace id decides, as it does in the services
     */
    public static ImportTrace begin(String importId, double share) {
        var traceId = Sha256.of(importId.getBytes(StandardCharsets.UTF_8)).substring(0, TRACE_ID_LENGTH);
        var position = new BigInteger(traceId.substring(HALF), HEX)
                .clearBit(Long.SIZE - 1)
                .doubleValue();
        var sampled = position < share * Long.MAX_VALUE;
        return new ImportTrace(new SpanContext(traceId, SpanContext.newTrace().spanId(), sampled));
    }

    /** Begins a request to the catalog. */
    public Request request(int products) {
        return new Request(products);
    }

    /** A request to the catalog. */
    public final class Request {
        private final SpanContext context = invocation.sibling();
        private final Instant sent = Instant.now();
        private final int products;

        private Request(int products) {
            this.products = products;
        }

        /** The header by which the gateway goes on with the trace. */
        public String traceparent() {
            return context.traceparent();
        }

        /**
         * It is over.
         *
         * @param status what was answered; null for nothing
         */
        public void answered(@Nullable Integer status) {
            keep(new FinishedSpan(
                    context,
                    invocation.spanId(),
                    "POST /products/batch",
                    FinishedSpan.Kind.CLIENT,
                    sent,
                    Instant.now(),
                    status == null
                            ? Map.of("caravan.products", String.valueOf(products), "error.type", "no_answer")
                            : Map.of(
                                    "caravan.products",
                                    String.valueOf(products),
                                    "http.response.status_code",
                                    String.valueOf(status)),
                    List.of(),
                    status == null || status >= REFUSED));
        }
    }

    private synchronized void keep(FinishedSpan span) {
        if (invocation.sampled() && spans.size() < MOST) {
            spans.add(span);
        }
    }

    /** Ends the invocation; all that is to be handed over, nothing if the trace is not kept. */
    synchronized List<FinishedSpan> end(String status) {
        if (!invocation.sampled()) {
            return List.of();
        }
        spans.add(new FinishedSpan(
                invocation,
                null,
                "import feed",
                FinishedSpan.Kind.CONSUMER,
                begun,
                Instant.now(),
                Map.of("caravan.feed.status", status, "faas.trigger", "datasource"),
                List.of(),
                status.equals(FeedMetrics.FAILED)));
        return List.copyOf(spans);
    }
}
