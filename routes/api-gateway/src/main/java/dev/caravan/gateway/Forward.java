package dev.caravan.gateway;

import dev.caravan.edge.Caller;
import dev.caravan.edge.Operation;
import dev.caravan.edge.Parameter;
import dev.caravan.edge.Problem;
import dev.caravan.edge.ProblemException;
import dev.caravan.edge.Variables;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What passes between the gateway and a service: what the contract names, the caller's token and the trace. */
final class Forward {
    private static final Logger LOG = LoggerFactory.getLogger(Forward.class);

    private Forward() {}

    /** The caller's request, as it goes on to the service. */
    static void request(Exchange exchange) {
        var operation = exchange.getVariable(Variables.OPERATION, Operation.class);
        var message = exchange.getMessage();
        prepare(
                exchange,
                operation.method(),
                exchange.getVariable(Variables.PATH, String.class),
                exchange.getVariable(Variables.QUERY, String.class));
        for (var parameter : operation.parameters()) {
            if (parameter.in() == Parameter.In.HEADER) {
                set(message, parameter.name(), exchange.getVariable(parameter.variable()));
            }
        }
        set(message, Exchange.CONTENT_TYPE, exchange.getVariable(Variables.CONTENT_TYPE));
    }

    /** A read that the gateway makes for the caller. */
    static void get(Exchange exchange, String path) {
        exchange.getMessage().setBody(null);
        prepare(exchange, "GET", path, null);
    }

    private static void prepare(Exchange exchange, String method, String path, @Nullable String query) {
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, method);
        message.setHeader(Exchange.HTTP_PATH, path);
        set(message, Exchange.HTTP_RAW_QUERY, query);
        set(message, "traceparent", exchange.getVariable(Variables.TRACEPARENT));
        var token = exchange.getVariable(Variables.CALLER, Caller.class).token();
        set(message, "Authorization", token == null ? null : "Bearer " + token);
    }

    /** The service's answer, whole; an export, which may be of any length, as it comes. */
    static void answer(Exchange exchange) throws IOException {
        var message = exchange.getMessage();
        if (isExport(message)) {
            return;
        }
        if (message.getBody() instanceof InputStream stream) {
            try (stream) {
                var bytes = stream.readAllBytes();
                message.setBody(bytes.length == 0 ? null : bytes);
            }
        }
    }

    private static boolean isExport(Message message) {
        var contentType = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        return contentType != null && contentType.startsWith("text/csv");
    }

    /**
     * The service could not be reached, or did not answer in time.
     *
     * @throws ProblemException 503, or 504 where the service may have done what was asked
     */
    static void failed(Exchange exchange) {
        var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        var operation =
                exchange.getVariable(Variables.OPERATION, Operation.class).id();
        LOG.warn("{} was not answered: {}", operation, String.valueOf(failure));
        if (failure instanceof SocketTimeoutException
                && !failure.getClass().getSimpleName().startsWith("ConnectTimeout")) {
            throw new ProblemException(Problem.of(
                    504, "service_timeout", "The service did not answer in time. It may have done its work."));
        }
        throw new ProblemException(
                Problem.unavailable("service_unavailable", "The service is away for a moment. Try again shortly.", 2));
    }

    private static void set(Message message, String name, @Nullable Object value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }
}
