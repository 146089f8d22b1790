package dev.caravan.starter.http.server;

import dev.caravan.shared.json.Json;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.starter.http.edge.EdgePolicies;
import dev.caravan.starter.observability.tracing.TraceContext;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the web server says to requests that never reach an operation, such as a request line that is none: a problem
 * document like every other error, with nothing of the server in it.
 */
final class JettyErrorHandler extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JettyErrorHandler.class);

    private final EdgePolicies policies;

    JettyErrorHandler(EdgePolicies policies) {
        this.policies = policies;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var cause = (Throwable) request.getAttribute(ERROR_EXCEPTION);
        var status = cause instanceof HttpException refused ? blameCaller(refused.getCode()) : response.getStatus();
        var trace = TraceContext.of(null);
        if (status >= 500) {
            LOG.error("The web server failed, trace {}", trace.traceId(), cause);
        }
        var headers = response.getHeaders();
        var problem = problem(status);
        try {
            policies.consumeRateLimit(
                    Request.getRemoteAddr(request),
                    request.getHeaders().getValuesList("X-Forwarded-For"),
                    headers::put);
        } catch (ProblemException limited) {
            problem = limited.problem();
        }
        problem.headers().forEach(headers::put);
        var document = problem.document("", trace.traceId());
        // what was asked for is not known, or not to be repeated
        document.remove("instance");
        var bytes = Json.write(document);
        response.setStatus(problem.status());
        headers.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        headers.put(HttpHeader.CONTENT_LENGTH, bytes.length);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        // what comes next on this connection is nothing that the server could tell from what it did not understand
        headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Request-Id", trace.traceId());
        headers.put("traceparent", trace.traceparent());
        response.write(true, ByteBuffer.wrap(bytes), callback);
        return true;
    }

    /** What the server refuses to read is the caller's error, also where the server calls it "not implemented". */
    private static int blameCaller(int status) {
        return status >= 400 && status < 500 ? status : 400;
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 404 -> Problem.notFound();
            case 408 -> Problem.of(408, "request_timeout", "The request did not come in time.");
            case 413 -> Problem.of(413, "body_too_large", "The body is too large.");
            case 414 -> Problem.of(414, "uri_too_long", "The request's target is too long.");
            case 417 -> Problem.of(417, "expectation_failed", "The Expect header asks for what is not done here.");
            case 426 -> Problem.of(426, "upgrade_required", "This version of HTTP is not spoken here.");
            case 431 -> Problem.of(431, "headers_too_large", "The request's headers are too large.");
            case 500 ->
                Problem.of(500, "internal_error", "The platform failed to do this. It is logged under the trace_id.");
            case 503 -> Problem.unavailable("stopping", "The service is stopping.", 1);
            default -> Problem.of(status, "malformed_request", "This is no well-formed HTTP request.");
        };
    }
}
