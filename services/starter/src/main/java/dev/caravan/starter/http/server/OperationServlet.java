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
    private final transient ConcurrencyLimiter limiter;
    private final transient EdgePolicies policies;
    private final transient RequestReader reader;
    private final transient BodyMemory bodyMemory;
    private final transient ResponseWriter writer;

    OperationServlet(
            OperationRouter routes,
            BearerAuthentication authentication,
            OperationMetrics metrics,
            ConcurrencyLimiter limiter,
            EdgePolicies policies,
            RequestReader reader,
            BodyMemory bodyMemory,
            ResponseWriter writer) {
        this.routes = routes;
        this.authentication = authentication;
        this.metrics = metrics;
        this.limiter = limiter;
        this.policies = policies;
        this.reader = reader;
        this.bodyMemory = bodyMemory;
        this.writer = writer;
    }

    /** What is known about a request so far, and what it has taken. */
    private final class RequestState implements BearerAuthentication.Account, AutoCloseable {
        private final HttpCall call;
        private final BodyMemory.Share memory = bodyMemory.share();
        private OperationRouter.@Nullable Match match;
        private @Nullable Operation operation;
        private @Nullable String address;
        private boolean charged;
        private boolean inside;

        RequestState(HttpCall call) {
            this.call = call;
        }

        void arrive() {
            address = policies.arrive(call.request());
        }

        void enter() {
            limiter.acquire();
            inside = true;
        }

        void leave() {
            if (inside) {
                inside = false;
                limiter.release();
            }
        }

        @Override
        public void chargeAddress() {
            charged = true;
            policies.consumeRateLimit(Caller.ANONYMOUS, call.request(), call.response());
        }

        @Override
        public void chargeCaller(Caller caller) {
            if (charged) {
                policies.giveBack(call.request());
            }
            charged = true;
            leaveShare();
            policies.consumeRateLimit(caller, call.request(), call.response());
        }

        private void leaveShare() {
            if (address != null) {
                policies.leave(address);
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
                policies.isPublic(),
                policies.isPublic() && GzipCoding.accepted(request));
        response.setHeader("X-Request-Id", call.requestId());
        response.setHeader("traceparent", trace.traceparent());
        policies.addCommonHeaders(request, response);
        try (var state = new RequestState(call)) {
            try {
                state.arrive();
                handle(state);
            } catch (Exception e) {
                state.leave();
                refuse(state, e);
            } finally {
                metrics.record(
                        request.getMethod(),
                        state.match == null ? null : state.match.template(),
                        state.operation,
                        response.getStatus(),
                        System.nanoTime() - started);
            }
            state.leave();
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

    private void handle(RequestState state) throws Exception {
        var call = state.call;
        var request = call.request();
        if (limiter.isLeaving()) {
            call.response().setHeader("Connection", "close");
        }
        limiter.check();
        RequestFraming.check(request);
        RequestPath.check(request.getRequestURI());
        var match = routes.find(request.getRequestURI());
        state.match = match;
        if (match == null) {
            var resource = policies.staticResource(request.getRequestURI());
            if (resource == null) {
                throw new ProblemException(Problem.notFound());
            }
            state.chargeAddress();
            publish(call, resource);
            return;
        }
        if (request.getMethod().equals("OPTIONS")) {
            state.chargeAddress();
            respondToOptions(call, allow(match));
            return;
        }
        var consumer = match.consumers().get(call.withBody() ? request.getMethod() : "GET");
        if (consumer == null) {
            throw notAllowed(allow(match));
        }
        serve(state, consumer, match);
    }

    private void serve(RequestState state, OperationConsumer consumer, OperationRouter.Match match) throws Exception {
        var operation = consumer.operation();
        state.operation = operation;
        if (consumer.isSuspended()) {
            throw new ProblemException(Problem.unavailable("suspended", "This operation is being stopped.", 1));
        }
        var call = state.call;
        var caller = authentication.admit(operation, call.request(), state);
        AcceptHeader.check(RequestFraming.all(call.request(), "Accept"), operation.produces());
        policies.forbidCaching(operation, call.response());
        consumer.serve(new OperationConsumer.Binding() {
            @Override
            public void readRequest(Exchange exchange) throws Exception {
                reader.read(call, operation, match.variables(), caller, state.memory, exchange);
                state.enter();
            }

            @Override
            public void writeResponse(Exchange exchange) throws Exception {
                var failure = exchange.getException();
                if (failure != null) {
                    throw failure;
                }
                writer.write(exchange.getMessage(), call, state::leave);
            }
        });
    }

    private void publish(HttpCall call, StaticResource resource) throws IOException {
        switch (call.request().getMethod()) {
            case "GET", "HEAD" -> writer.write(resource, call);
            case "OPTIONS" -> respondToOptions(call, "GET, HEAD, OPTIONS");
            default -> throw notAllowed("GET, HEAD, OPTIONS");
        }
    }

    private void respondToOptions(HttpCall call, String allow) {
        ResponseWriter.sayWhetherConnectionEnds(call);
        policies.respondToOptions(call.request(), call.response(), allow);
    }

    private void refuse(RequestState state, Exception failure) throws IOException {
        var call = state.call;
        var operation = state.operation;
        var name = operation == null ? "request" : operation.id();
        var problem = FailureMapper.problem(failure, name, call.trace().traceId());
        if (call.response().isCommitted()) {
            throw new IOException("response broken off", failure);
        }
        if (!state.charged) {
            try {
                state.chargeAddress();
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
