package dev.caravan.http;

import dev.caravan.edge.Caller;
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
    private final transient Gate gate;
    private final transient PublicFace face;
    private final transient RequestReader reader;
    private final transient ResponseWriter writer = new ResponseWriter();

    OperationServlet(
            RouteTable routes,
            Authentication authentication,
            OperationMetrics metrics,
            Gate gate,
            PublicFace face,
            RequestReader reader) {
        this.routes = routes;
        this.authentication = authentication;
        this.metrics = metrics;
        this.gate = gate;
        this.face = face;
        this.reader = reader;
    }

    /** What is known about a request so far. */
    private static final class Visit {
        private final Call call;
        private RouteTable.@Nullable Match match;
        private @Nullable Operation operation;
        private boolean charged;

        Visit(Call call) {
            this.call = call;
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var started = System.nanoTime();
        var trace = RequestObserver.trace(request);
        var call = new Call(
                request,
                response,
                trace,
                requestId(request.getHeader("X-Request-Id"), trace),
                !request.getMethod().equals("HEAD"),
                face.isPublic(),
                face.isPublic() && Gzip.accepted(request));
        var visit = new Visit(call);
        response.setHeader("X-Request-Id", call.requestId());
        response.setHeader("traceparent", trace.traceparent());
        face.greet(request, response);
        try {
            gate.enter();
            try {
                handle(visit);
            } finally {
                gate.leave();
            }
        } catch (Exception e) {
            refuse(visit, e);
        } finally {
            metrics.record(
                    request.getMethod(),
                    visit.match,
                    visit.operation,
                    response.getStatus(),
                    System.nanoTime() - started);
        }
    }

    private void handle(Visit visit) throws Exception {
        var call = visit.call;
        var request = call.request();
        if (gate.isLeaving()) {
            call.response().setHeader("Connection", "close");
        }
        refuseAmbiguous(request.getRequestURI());
        var match = routes.find(request.getRequestURI());
        visit.match = match;
        if (match == null) {
            var publication = face.publication(request.getRequestURI());
            if (publication == null) {
                throw new ProblemException(Problem.notFound());
            }
            charge(visit, Caller.ANONYMOUS);
            publish(call, publication);
            return;
        }
        if (request.getMethod().equals("OPTIONS")) {
            charge(visit, Caller.ANONYMOUS);
            face.options(request, call.response(), allow(match));
            return;
        }
        var consumer = match.consumers().get(call.withBody() ? request.getMethod() : "GET");
        if (consumer == null) {
            throw notAllowed(allow(match));
        }
        serve(visit, consumer, match);
    }

    private void serve(Visit visit, OperationConsumer consumer, RouteTable.Match match) throws Exception {
        var operation = consumer.operation();
        visit.operation = operation;
        if (consumer.isSuspended()) {
            throw new ProblemException(Problem.unavailable("suspended", "This operation is being stopped.", 1));
        }
        var call = visit.call;
        var caller = authentication.admit(operation, call.request());
        charge(visit, caller);
        Accept.check(call.request().getHeader("Accept"), operation.produces());
        face.keepPrivate(operation, call.response());
        consumer.serve(new OperationConsumer.Turn() {
            @Override
            public void prepare(Exchange exchange) throws Exception {
                reader.read(call, operation, match.variables(), caller, exchange);
            }

            @Override
            public void answer(Exchange exchange) throws Exception {
                var failure = exchange.getException();
                if (failure != null) {
                    throw failure;
                }
                writer.write(exchange.getMessage(), call);
            }
        });
    }

    private void publish(Call call, Publication publication) throws IOException {
        switch (call.request().getMethod()) {
            case "GET", "HEAD" -> writer.write(publication, call);
            case "OPTIONS" -> face.options(call.request(), call.response(), "GET, HEAD, OPTIONS");
            default -> throw notAllowed("GET, HEAD, OPTIONS");
        }
    }

    private void refuse(Visit visit, Exception failure) throws IOException {
        var call = visit.call;
        var operation = visit.operation;
        var name = operation == null ? "request" : operation.id();
        var problem = Failures.problem(failure, name, call.trace().traceId());
        if (call.response().isCommitted()) {
            throw new IOException("answer broken off", failure);
        }
        if (!visit.charged) {
            try {
                charge(visit, Caller.ANONYMOUS);
            } catch (ProblemException limited) {
                problem = limited.problem();
            }
        }
        metrics.refused(operation, problem.code());
        writer.write(problem, call);
    }

    private void charge(Visit visit, Caller caller) {
        visit.charged = true;
        face.charge(caller, visit.call.request(), visit.call.response());
    }

    /** Paths that two servers may read differently are read by nobody. */
    private static void refuseAmbiguous(String path) {
        if (AMBIGUOUS.matcher(path).find()) {
            throw new ProblemException(Problem.badRequest(
                    "ambiguous_path", "The path holds empty or dot segments, parameters, or encoded separators."));
        }
    }

    private static ProblemException notAllowed(String methods) {
        return new ProblemException(Problem.of(405, "method_not_allowed", "This resource does not have that method.")
                .withHeader("Allow", methods));
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
