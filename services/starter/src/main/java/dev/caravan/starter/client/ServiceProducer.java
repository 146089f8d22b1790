package dev.caravan.starter.client;

import dev.caravan.starter.http.response.ResponseHeaders;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Sends the message, and puts the response in its place.
 *
 * <p>In: the headers {@code CamelHttpMethod}, {@code CamelHttpPath} and {@code CamelHttpRawQuery}, and every other header, which
 * goes out as it is; the body as bytes, or none. Out: {@code CamelHttpResponseCode}, the headers that a response of the platform
 * may have, and the body: a short one as bytes, a long one as a stream that must be closed, none as null.
 *
 * <p>A service that cannot be connected to is a {@link java.net.ConnectException}, one that lets the caller wait a
 * {@link java.net.SocketTimeoutException}; every other {@link IOException} means that the response broke off or is none. A read is
 * sent once more where the connection had just been closed, as happens when a service stops. Nothing else is repeated: not what
 * may change something, and not what was answered, be it with 503.
 */
final class ServiceProducer extends DefaultProducer {
    private static final long SHORT = 64 * 1024;
    private static final String GET = "GET";

    private final ConnectionPool connections;
    private final String basePath;

    ServiceProducer(Endpoint endpoint, ConnectionPool connections, String basePath) {
        super(endpoint);
        this.connections = connections;
        this.basePath = basePath;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        var message = exchange.getMessage();
        try {
            receive(message, send(request(message)));
        } catch (HttpException e) {
            throw new IOException("what came is no response: " + e.getMessage(), e);
        }
    }

    private ClassicHttpRequest request(Message message) {
        var path = basePath + message.getHeader(Exchange.HTTP_PATH, String.class);
        var query = message.getHeader(Exchange.HTTP_RAW_QUERY, String.class);
        var request = new BasicClassicHttpRequest(
                message.getHeader(Exchange.HTTP_METHOD, String.class),
                connections.host(),
                query == null ? path : path + "?" + query);
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel")) {
                request.addHeader(name, value);
            }
        });
        if (message.getBody() instanceof byte[] bytes) {
            request.setEntity(new ByteArrayEntity(bytes, null));
        }
        return request;
    }

    private ConnectionPool.Response send(ClassicHttpRequest request) throws IOException, HttpException {
        try {
            return connections.acquire().send(request);
        } catch (ConnectionPool.ClosedException e) {
            if (request.getMethod().equals(GET)) {
                return connections.open().send(request);
            }
            throw e;
        }
    }

    private static void receive(Message message, ConnectionPool.Response received) throws IOException {
        var response = received.response();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, response.getCode());
        take(Exchange.CONTENT_TYPE, response, message);
        ResponseHeaders.NAMES.forEach(name -> take(name, response, message));
        message.setBody(body(received, response));
    }

    private static void take(String name, ClassicHttpResponse response, Message message) {
        var header = response.getFirstHeader(name);
        if (header != null) {
            message.setHeader(name, header.getValue());
        }
    }

    private static @Nullable Object body(ConnectionPool.Response received, ClassicHttpResponse response)
            throws IOException {
        var entity = response.getEntity();
        if (entity == null) {
            received.end();
            return null;
        }
        var stream = received.body(entity);
        var length = entity.getContentLength();
        return length >= 0 && length <= SHORT ? whole(stream, (int) length) : stream;
    }

    private static byte @Nullable [] whole(InputStream stream, int length) throws IOException {
        try (stream) {
            var bytes = stream.readNBytes(length);
            if (stream.read() >= 0) {
                throw new IOException("a response is longer than it says");
            }
            return length == 0 ? null : bytes;
        }
    }
}
