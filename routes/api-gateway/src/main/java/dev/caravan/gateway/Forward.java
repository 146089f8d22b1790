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
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What passes between the gateway and a service: what the contract names, the caller's token and the trace. */
final class Forward {
    private static final Logger LOG = LoggerFactory.getLogger(Forward.class);
    private static final long SHORT = 64 * 1024;
    private static final Set<String> NO_HTTP = Set.of(
            "ClientProtocolException",
            "ConnectionClosedException",
            "MalformedChunkCodingException",
            "MessageConstraintException",
            "NoHttpResponseException",
            "ProtocolException",
            "TruncatedChunkException",
            "UnsupportedHttpVersionException");

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
    static void get(Exchange exchange, String path, @Nullable String query) {
        exchange.getMessage().setBody(null);
        prepare(exchange, "GET", path, query);
    }

    private static void prepare(Exchange exchange, String method, String path, @Nullable String query) {
        var message = exchange.getMessage();
        message.removeHeaders("*");
        // as text it would be looked for among all type converters, for a third of what a request costs
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(method));
        message.setHeader(Exchange.HTTP_PATH, path);
        set(message, Exchange.HTTP_RAW_QUERY, query);
        set(message, "traceparent", exchange.getVariable(Variables.TRACEPARENT));
        set(message, "X-Request-Id", exchange.getVariable(Variables.REQUEST_ID));
        var token = exchange.getVariable(Variables.CALLER, Caller.class).token();
        set(message, "Authorization", token == null ? null : "Bearer " + token);
    }

    /**
     * The service's answer: a short one whole, a long one as it comes.
     *
     * @throws ProblemException 502 when it is none of the contract's: an outage never looks like a missing resource
     */
    static void answer(Exchange exchange) throws IOException {
        var message = exchange.getMessage();
        var status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (message.getBody() instanceof InputStream stream) {
            if (!isOfContract(status, message)) {
                stream.close();
            } else if (isShort(message)) {
                message.setBody(whole(stream));
            }
        }
        if (!isOfContract(status, message)) {
            LOG.warn("{} was answered with status {} and no problem document", operation(exchange), status);
            throw new ProblemException(unusable());
        }
    }

    /** The service's answer to a read of the gateway's own, whole. */
    static byte[] content(Exchange exchange) throws IOException {
        var body = exchange.getMessage().getBody();
        if (body instanceof InputStream stream) {
            var bytes = whole(stream);
            return bytes == null ? new byte[0] : bytes;
        }
        return body instanceof byte[] bytes ? bytes : new byte[0];
    }

    private static boolean isShort(Message message) {
        var length = message.getHeader(Exchange.CONTENT_LENGTH, Long.class);
        return length != null && length <= SHORT;
    }

    private static byte @Nullable [] whole(InputStream stream) throws IOException {
        try (stream) {
            var bytes = stream.readAllBytes();
            return bytes.length == 0 ? null : bytes;
        } catch (SocketTimeoutException e) {
            throw new ProblemException(late());
        } catch (IOException e) {
            LOG.warn("An answer broke off: {}", e.toString());
            throw new ProblemException(unusable());
        }
    }

    private static boolean isOfContract(int status, Message message) {
        if (status == 304 || (status >= 200 && status < 300)) {
            return true;
        }
        var type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        return status >= 400 && type != null && type.startsWith(Problem.MEDIA_TYPE);
    }

    /**
     * The service could not be reached, did not answer in time, or does not speak HTTP.
     *
     * @throws ProblemException 502, 503, or 504 where the service may have done what was asked
     */
    static void failed(Exchange exchange) {
        var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.warn("{} was not answered: {}", operation(exchange), String.valueOf(failure));
        if (failure instanceof SocketTimeoutException && !isConnect(failure)) {
            throw new ProblemException(late());
        }
        throw new ProblemException(failure instanceof IOException && isGarbage(failure) ? unusable() : away());
    }

    /** The service is not there, or is to be left alone for a moment. */
    static Problem away() {
        return Problem.unavailable("service_unavailable", "The service is away for a moment. Try again shortly.", 2);
    }

    private static Problem late() {
        return Problem.of(504, "service_timeout", "The service did not answer in time. It may have done its work.");
    }

    /** The service answered with what is no answer. */
    static Problem unusable() {
        return Problem.of(502, "bad_gateway", "The service gave no usable answer.");
    }

    private static String operation(Exchange exchange) {
        return exchange.getVariable(Variables.OPERATION, Operation.class).id();
    }

    // by name: the HTTP client is no library of the routes, but of the service that they run in
    private static boolean isConnect(Exception failure) {
        return failure.getClass().getSimpleName().startsWith("Connect");
    }

    private static boolean isGarbage(Exception failure) {
        return NO_HTTP.contains(failure.getClass().getSimpleName());
    }

    private static void set(Message message, String name, @Nullable Object value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }
}
