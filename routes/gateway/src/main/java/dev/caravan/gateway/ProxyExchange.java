package dev.caravan.gateway;

import dev.caravan.shared.contract.Operation;
import dev.caravan.shared.contract.Parameter;
import dev.caravan.shared.http.Caller;
import dev.caravan.shared.http.ExchangeVariables;
import dev.caravan.shared.http.ServiceCall;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What passes between the gateway and a service: what the contract names, the caller's token and the trace. */
public final class ProxyExchange {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyExchange.class);

    private ProxyExchange() {}

    /** The caller's request, as it goes on to the service. */
    static void writeRequest(Exchange exchange) {
        var operation = exchange.getVariable(ExchangeVariables.OPERATION, Operation.class);
        var message = exchange.getMessage();
        prepare(
                exchange,
                operation.method(),
                exchange.getVariable(ExchangeVariables.PATH, String.class),
                exchange.getVariable(ExchangeVariables.QUERY, String.class));
        for (var parameter : operation.parameters()) {
            if (parameter.in() == Parameter.In.HEADER) {
                set(message, parameter.name(), exchange.getVariable(parameter.variable()));
            }
        }
        set(message, Exchange.CONTENT_TYPE, exchange.getVariable(ExchangeVariables.CONTENT_TYPE));
    }

    /** A read that the gateway makes for the caller. */
    public static void get(Exchange exchange, String path, @Nullable String query) {
        exchange.getMessage().setBody(null);
        prepare(exchange, "GET", path, query);
    }

    private static void prepare(Exchange exchange, String method, String path, @Nullable String query) {
        ServiceCall.request(exchange, method, path);
        var message = exchange.getMessage();
        set(message, Exchange.HTTP_RAW_QUERY, query);
        set(message, "X-Request-Id", exchange.getVariable(ExchangeVariables.REQUEST_ID));
        var token = exchange.getVariable(ExchangeVariables.CALLER, Caller.class).token();
        set(message, "Authorization", token == null ? null : "Bearer " + token);
    }

    /**
     * The service's response.
     *
     * @throws ProblemException 502 when it is none of the contract's: an outage never looks like a missing resource
     */
    static void checkResponse(Exchange exchange) throws IOException {
        var message = exchange.getMessage();
        if (!isOfContract(message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class), message)) {
            if (message.getBody() instanceof InputStream stream) {
                stream.close();
            }
            LOG.warn(
                    "{} was answered with status {} and no problem document",
                    operation(exchange),
                    message.getHeader(Exchange.HTTP_RESPONSE_CODE));
            throw new ProblemException(badGateway());
        }
    }

    /** The service's response to a read of the gateway's own, whole. */
    public static byte[] content(Exchange exchange) throws IOException {
        var body = exchange.getMessage().getBody();
        if (body instanceof InputStream stream) {
            try (stream) {
                return stream.readAllBytes();
            } catch (SocketTimeoutException e) {
                throw new ProblemException(timeout());
            } catch (IOException e) {
                LOG.warn("{}: a response broke off: {}", operation(exchange), e.toString());
                throw new ProblemException(badGateway());
            }
        }
        return body instanceof byte[] bytes ? bytes : new byte[0];
    }

    private static boolean isOfContract(int status, Message message) {
        if (status == 304 || (status >= 200 && status < 300)) {
            return true;
        }
        var type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        return status >= 400 && type != null && type.startsWith(Problem.MEDIA_TYPE);
    }

    /**
     * The service could not be reached, did not answer in time, broke off, or does not speak HTTP.
     *
     * @throws ProblemException 503 where nothing was done; 504 or 502 where the service may have done what was asked
     */
    static void failed(Exchange exchange) {
        var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.warn("{} was not answered: {}", operation(exchange), String.valueOf(failure));
        throw new ProblemException(
                switch (failure) {
                    case ConnectException refused -> unavailable();
                    case SocketTimeoutException slow -> timeout();
                    default -> badGateway();
                });
    }

    /** The service is not there, or is to be left alone for a moment. */
    static Problem unavailable() {
        return Problem.unavailable("service_unavailable", "The service is away for a moment. Try again shortly.", 2);
    }

    private static Problem timeout() {
        return Problem.of(504, "service_timeout", "The service did not answer in time. It may have done its work.");
    }

    /** The service answered with what is no response. */
    public static Problem badGateway() {
        return Problem.of(502, "bad_gateway", "The service gave no usable response.");
    }

    private static String operation(Exchange exchange) {
        return exchange.getVariable(ExchangeVariables.OPERATION, Operation.class)
                .id();
    }

    private static void set(Message message, String name, @Nullable Object value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }
}
