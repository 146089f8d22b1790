package dev.caravan.starter.http.server;

import dev.caravan.shared.contract.Operation;
import dev.caravan.shared.http.Caller;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.starter.http.GzipCoding;
import dev.caravan.starter.http.HttpCall;
import dev.caravan.starter.http.RequestFraming;
import dev.caravan.starter.http.RequestPath;
import dev.caravan.starter.http.RequestSpanFilter;
import dev.caravan.starter.http.UnreadBody;
import dev.caravan.starter.http.edge.EdgePolicies;
import dev.caravan.starter.http.request.AcceptHeader;
import dev.caravan.starter.http.request.BodyMemory;
import dev.caravan.starter.http.request.RequestReader;
import dev.caravan.starter.http.response.FailureMapper;
import dev.caravan.starter.http.response.ResponseWriter;
import dev.caravan.starter.http.response.StaticResource;
import dev.caravan.starter.observability.metrics.OperationMetrics;
import dev.caravan.starter.observability.tracing.TraceContext;
import dev.caravan.starter.security.BearerAuthentication;
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
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private final transient OperationRouter routes;
    private final transient BearerAuthentication authentication;
    private final transient OperationMetrics metrics;
    private final transient ConcurrencyLimiter gate;
    private final transient EdgePolicies face;
    private final transient RequestReader reader;
    private final transient BodyMemory bodyMemory;
    private final transient ResponseWriter writer;

    OperationServlet(
            OperationRouter routes,
            BearerAuthentication authentication,
            OperationMetrics metrics,
            ConcurrencyLimiter gate,
            EdgePolicies face,
            RequestReader reader,
            BodyMemory bodyMemory,
            ResponseWriter writer) {
        this.routes = routes;
        this.authentication = authentication;
        this.metrics = metrics;
        this.gate = gate;
        this.face = face;
        this.reader = reader;
        this.bodyMemory = bodyMemory;
        this.writer = writer;
    }

    /** What is known about a request so far, and what it has taken. */
    private final class Visit implements BearerAuthentication.Account, AutoCloseable {
        private final HttpCall call;
        private final BodyMemory.Share memory = bodyMemory.share();
        private OperationRouter.@Nullable Match match;
        private @Nullable Operation operation;
        private @Nullable String address;
        private boolean charged;
        private boolean inside;

        Visit(HttpCall call) {
            this.call = call;
        }

        void arrive() {
            address = face.arrive(call.request());
        }

        void enter() {
            gate.enter();
            inside = true;
        }

        void leave() {
            if (inside) {
                inside = false;
                gate.leave();
            }
        }

        @Override
        public void chargeAddress() {
            charged = true;
            face.charge(Caller.ANONYMOUS, call.request(), call.response());
        }

        @Override
        public void chargeCaller(Caller caller) {
            if (charged) {
                face.giveBack(call.request());
            }
            charged = true;
            leaveShare();
            face.charge(caller, call.request(), call.response());
        }

        private void leaveShare() {
            if (address != null) {
                face.leave(address);
                address = null;
            }
        }

        @Override
        public void close() {
            leave();
            memory.close();
            leaveShare();
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var started = System.nanoTime();
        var trace = RequestSpanFilter.trace(request);
        var call = new HttpCall(
                request,
                response,
                trace,
                requestId(RequestFraming.all(request, "X-Request-Id"), trace),
                !request.getMethod().equals("HEAD"),
                face.isPublic(),
                face.isPublic() && GzipCoding.accepted(request));
        response.setHeader("X-Request-Id", call.requestId());
        response.setHeader("traceparent", trace.traceparent());
        face.greet(request, response);
        try (var visit = new Visit(call)) {
            try {
                visit.arrive();
                handle(visit);
            } catch (Exception e) {
                visit.leave();
                refuse(visit, e);
            } finally {
                metrics.record(
                        request.getMethod(),
                        visit.match == null ? null : visit.match.template(),
                        visit.operation,
                        response.getStatus(),
                        System.nanoTime() - started);
            }
            visit.leave();
            end(call);
        }
    }

    /** Sends the response off, and is polite to a client that is still sending. */
    private static void end(HttpCall call) throws IOException {
        var response = call.response();
        if (UnreadBody.isLeft(call.request()) && response.getStatus() != HttpServletResponse.SC_REQUEST_TIMEOUT) {
            response.getOutputStream().close();
            UnreadBody.skip(call.request());
        }
    }

    private void handle(Visit visit) throws Exception {
        var call = visit.call;
        var request = call.request();
        if (gate.isLeaving()) {
            call.response().setHeader("Connection", "close");
        }
        gate.check();
        RequestFraming.check(request);
        RequestPath.check(request.getRequestURI());
        var match = routes.find(request.getRequestURI());
        visit.match = match;
        if (match == null) {
            var publication = face.publication(request.getRequestURI());
            if (publication == null) {
                throw new ProblemException(Problem.notFound());
            }
            visit.chargeAddress();
            publish(call, publication);
            return;
        }
        if (request.getMethod().equals("OPTIONS")) {
            visit.chargeAddress();
            face.options(request, call.response(), allow(match));
            return;
        }
        var consumer = match.consumers().get(call.withBody() ? request.getMethod() : "GET");
        if (consumer == null) {
            throw notAllowed(allow(match));
        }
        serve(visit, consumer, match);
    }

    private void serve(Visit visit, OperationConsumer consumer, OperationRouter.Match match) throws Exception {
        var operation = consumer.operation();
        visit.operation = operation;
        if (consumer.isSuspended()) {
            throw new ProblemException(Problem.unavailable("suspended", "This operation is being stopped.", 1));
        }
        var call = visit.call;
        var caller = authentication.admit(operation, call.request(), visit);
        AcceptHeader.check(RequestFraming.all(call.request(), "Accept"), operation.produces());
        face.keepPrivate(operation, call.response());
        consumer.serve(new OperationConsumer.Turn() {
            @Override
            public void prepare(Exchange exchange) throws Exception {
                reader.read(call, operation, match.variables(), caller, visit.memory, exchange);
                visit.enter();
            }

            @Override
            public void answer(Exchange exchange) throws Exception {
                var failure = exchange.getException();
                if (failure != null) {
                    throw failure;
                }
                writer.write(exchange.getMessage(), call, visit::leave);
            }
        });
    }

    private void publish(HttpCall call, StaticResource publication) throws IOException {
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
        var problem = FailureMapper.problem(failure, name, call.trace().traceId());
        if (call.response().isCommitted()) {
            throw new IOException("answer broken off", failure);
        }
        if (!visit.charged) {
            try {
                visit.chargeAddress();
            } catch (ProblemException limited) {
                problem = limited.problem();
            }
        }
        metrics.refused(operation, problem.code());
        writer.write(problem, call);
    }

    private static ProblemException notAllowed(String methods) {
        return new ProblemException(Problem.of(405, "method_not_allowed", "This resource does not have that method.")
                .withHeader("Allow", methods));
    }

    private static String allow(OperationRouter.Match match) {
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
