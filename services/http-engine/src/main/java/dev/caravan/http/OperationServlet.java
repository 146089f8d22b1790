package dev.caravan.http;

import dev.caravan.edge.Operation;
import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Every request of the business port: finds its operation, lets the caller in, and takes it through the route. */
public final class OperationServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern AMBIGUOUS =
            Pattern.compile("//|;|\\\\|/\\.{1,2}(/|$)|%(2[ef]|5c|3b|25|00)", Pattern.CASE_INSENSITIVE);
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private final transient RouteTable routes;
    private final transient Authentication authentication;
    private final transient OperationMetrics metrics;
    private final transient RequestReader reader = new RequestReader();
    private final transient ResponseWriter writer = new ResponseWriter();

    OperationServlet(RouteTable routes, Authentication authentication, OperationMetrics metrics) {
        this.routes = routes;
        this.authentication = authentication;
        this.metrics = metrics;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var started = System.nanoTime();
        var trace = RequestObserver.trace(request);
        response.setHeader("X-Request-Id", requestId(request.getHeader("X-Request-Id"), trace));
        response.setHeader("traceparent", trace.traceparent());
        var withBody = !request.getMethod().equals("HEAD");
        Operation operation = null;
        RouteTable.Match match = null;
        try {
            refuseAmbiguous(request.getRequestURI());
            match = routes.find(request.getRequestURI());
            if (match == null) {
                throw new ProblemException(Problem.notFound());
            }
            if (request.getMethod().equals("OPTIONS")) {
                response.setHeader("Allow", allow(match));
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return;
            }
            var consumer = match.consumers().get(withBody ? request.getMethod() : "GET");
            if (consumer == null) {
                throw new ProblemException(
                        Problem.of(405, "method_not_allowed", "This resource does not have that method.")
                                .withHeader("Allow", allow(match)));
            }
            operation = consumer.operation();
            serve(request, response, consumer, match, trace, withBody);
        } catch (Exception e) {
            var name = operation == null ? "request" : operation.id();
            var problem = Failures.problem(e, name, trace.traceId());
            metrics.refused(operation, problem.code());
            if (response.isCommitted()) {
                throw new IOException("answer broken off", e);
            }
            writer.write(problem, request.getRequestURI(), trace.traceId(), response, withBody);
        } finally {
            metrics.record(request.getMethod(), match, operation, response.getStatus(), System.nanoTime() - started);
        }
    }

    private void serve(
            HttpServletRequest request,
            HttpServletResponse response,
            OperationConsumer consumer,
            RouteTable.Match match,
            TraceContext trace,
            boolean withBody)
            throws Exception {
        if (consumer.isSuspended()) {
            throw new ProblemException(Problem.unavailable("suspended", "This operation is being stopped.", 1));
        }
        var operation = consumer.operation();
        Accept.check(request.getHeader("Accept"), operation.produces());
        var caller = authentication.admit(operation, request.getHeader("Authorization"));
        consumer.serve(new OperationConsumer.Turn() {
            @Override
            public void prepare(Exchange exchange) throws Exception {
                reader.read(request, operation, match.variables(), caller, trace, exchange);
            }

            @Override
            public void answer(Exchange exchange) throws Exception {
                var failure = exchange.getException();
                if (failure != null) {
                    throw failure;
                }
                writer.write(exchange.getMessage(), response, withBody);
            }
        });
    }

    /** Paths that two servers may read differently are read by nobody. */
    private static void refuseAmbiguous(String path) {
        if (AMBIGUOUS.matcher(path).find()) {
            throw new ProblemException(Problem.badRequest(
                    "ambiguous_path", "The path holds empty or dot segments, parameters, or encoded separators."));
        }
    }

    private static String allow(RouteTable.Match match) {
        var methods = new TreeSet<>(match.consumers().keySet());
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }

    private static String requestId(@Nullable String sent, TraceContext trace) {
        return sent != null && REQUEST_ID.matcher(sent).matches() ? sent : trace.traceId();
    }
}
