package dev.caravan.starter.http.server;

import dev.caravan.shared.json.Json;
import dev.caravan.shared.problem.Problem;
import dev.caravan.starter.http.response.PacedOutput;
import dev.caravan.starter.http.response.ResponsesUnderWay;
import dev.caravan.starter.observability.tracing.TraceContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends, once a second, what the web server alone would wait for as long as now and then a byte moves: headers that are still
 * not complete 10 s after they began, and responses that a client takes too slowly (see {@link PacedOutput}).
 */
final class SlowClients extends AbstractLifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);
    /** How long lines may take that frame a message and are none of its data. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Problem LATE =
            Problem.of(408, "request_timeout", "The headers did not come in time: they have 10 seconds.");

    private final Server server;
    private final ResponsesUnderWay responses;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("slow-clients").factory());
    private Map<EndPoint, Waiting> waiting = Map.of();

    /**
     * A connection on which no request is being served.
     *
     * @param requests how many there were on it
     * @param bytes how many bytes had come when it was first seen so
     * @param begunAt when bytes of the next request had come, as far as seen; null while there are none
     */
    private record Waiting(
            long requests, long bytes, @Nullable Long begunAt) {}

    SlowClients(Server server, ResponsesUnderWay responses) {
        this.server = server;
        this.responses = responses;
    }

    @Override
    protected void doStart() {
        var unused = clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    protected void doStop() {
        clock.shutdownNow();
    }

    private void look() {
        try {
            var now = System.nanoTime();
            responses.cutSlow(now);
            endSlowHeaders(now);
        } catch (RuntimeException e) {
            // an exception would end the clock
            LOG.error("Slow clients could not be looked for", e);
        }
    }

    private void endSlowHeaders(long now) {
        var stillWaiting = new HashMap<EndPoint, Waiting>();
        for (var connector : server.getConnectors()) {
            for (var endPoint : connector.getConnectedEndPoints()) {
                if (endPoint.getConnection() instanceof HttpConnection http
                        && http.getHttpChannel().getRequest() == null
                        && http.getParser().inHeaderState()) {
                    var state = state(http, waiting.get(endPoint), now);
                    if (state.begunAt() != null && now - state.begunAt() > PATIENCE_NANOS) {
                        refuse(endPoint);
                    } else {
                        stillWaiting.put(endPoint, state);
                    }
                }
            }
        }
        waiting = stillWaiting;
    }

    private static Waiting state(HttpConnection http, @Nullable Waiting before, long now) {
        // the parser does not take empty lines before a request for its beginning, so that bytes count too
        var begun = !http.getParser().isStart();
        if (before == null || before.requests() != http.getMessagesIn()) {
            return new Waiting(http.getMessagesIn(), http.getBytesIn(), begun ? now : null);
        }
        if (before.begunAt() == null && (begun || http.getBytesIn() != before.bytes())) {
            return new Waiting(before.requests(), before.bytes(), now);
        }
        return before;
    }

    private static void refuse(EndPoint endPoint) {
        endPoint.write(Callback.from(endPoint::close, endPoint::close), ByteBuffer.wrap(response()));
    }

    /** The whole response, since the server makes none where there is no request. */
    private static byte[] response() {
        var document = LATE.document("", TraceContext.of(null).traceId());
        document.remove("instance");
        var body = Json.write(document);
        var response = new ByteArrayOutputStream();
        response.writeBytes(("HTTP/1.1 408 Request Timeout\r\n"
                        + "Content-Type: " + Problem.MEDIA_TYPE + "\r\n"
                        + "Content-Length: " + body.length + "\r\n"
                        + "Cache-Control: no-store\r\n"
                        + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        response.writeBytes(body);
        return response.toByteArray();
    }
}
