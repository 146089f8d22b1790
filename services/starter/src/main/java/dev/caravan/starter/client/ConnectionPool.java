package dev.caravan.starter.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one service, kept for the next request. How many there are is bounded by who uses them; the one that was
 * used last is taken first, so that those that are too many grow old, and go.
 */
final class ConnectionPool {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(32 * 1024)
            .setMaxHeaderCount(100)
            .build();
    private static final HttpProcessor PROCESSOR = HttpProcessorBuilder.create()
            .addAll(RequestTargetHost.INSTANCE, RequestContent.INSTANCE)
            .build();
    /** Servers close a connection that is not used for longer; Jetty does after 30 s. */
    private static final long OLD_NANOS = Duration.ofSeconds(20).toNanos();
    /** Looking whether the server has closed a connection costs a millisecond, and is worth it only after a while. */
    private static final long UNSURE_NANOS = Duration.ofSeconds(1).toNanos();

    private final HttpHost host;
    private final Duration connectTimeout;
    private final Timeout responseTimeout;
    private final HttpRequestExecutor executor = new HttpRequestExecutor();
    private final DefaultBHttpClientConnectionFactory factory =
            DefaultBHttpClientConnectionFactory.builder().http1Config(LIMITS).build();
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    ConnectionPool(String name, int port, Duration connectTimeout, Duration responseTimeout) {
        this.host = new HttpHost("http", name, port);
        this.connectTimeout = connectTimeout;
        this.responseTimeout = Timeout.of(responseTimeout);
    }

    /** The server had closed the connection before the request came, or did so instead of answering. */
    static final class ClosedException extends IOException {
        private static final long serialVersionUID = 1L;

        private ClosedException(IOException cause) {
            super(cause);
        }
    }

    HttpHost host() {
        return host;
    }

    /** A connection to send one request over: one that is there, or a new one. */
    Connection acquire() throws IOException {
        var connection = idle.pollFirst();
        if (connection == null) {
            return open();
        }
        var age = System.nanoTime() - connection.since;
        if (age > OLD_NANOS) {
            connection.close();
            closeIdle();
            return open();
        }
        if (age > UNSURE_NANOS && connection.http.isStale()) {
            connection.close();
            return acquire();
        }
        return connection;
    }

    /**
     * A new connection.
     *
     * @throws ConnectException when there is none to be had
     */
    Connection open() throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(host.getHostName(), host.getPort()),
                    Math.toIntExact(connectTimeout.toMillis()));
            var http = factory.createConnection(socket);
            http.setSocketTimeout(responseTimeout);
            return new Connection(http);
        } catch (IOException e) {
            socket.close();
            var refused = new ConnectException(host + " cannot be reached: " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    /** Closes what is not in use. */
    void closeIdle() {
        for (var connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            connection.close();
        }
    }

    /** One connection, in one pair of hands. */
    final class Connection {
        private final HttpClientConnection http;
        private long since;

        private Connection(HttpClientConnection http) {
            this.http = http;
        }

        /**
         * Sends a request and receives the response up to its body.
         *
         * @throws ClosedException when the connection is closed, and nothing was answered
         */
        Response send(ClassicHttpRequest request) throws IOException, HttpException {
            var context = HttpCoreContext.create();
            try {
                executor.preProcess(request, PROCESSOR, context);
                var response = executor.execute(request, http, context);
                return new Response(
                        response, this, DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context));
            } catch (NoHttpResponseException | ConnectionClosedException | SocketException e) {
                close();
                throw new ClosedException(e);
            } catch (IOException | HttpException | RuntimeException e) {
                close();
                throw e;
            }
        }

        private void release() {
            since = System.nanoTime();
            idle.addFirst(this);
        }

        private void close() {
            try {
                http.close();
            } catch (IOException e) {
                LOG.debug("A connection to {} was not closed in peace", host, e);
            }
        }
    }

    /**
     * A response whose body is still on the connection.
     *
     * @param response status and headers
     * @param connection what it comes by
     * @param reusable whether the connection can carry another request when the body is read to its end
     */
    record Response(ClassicHttpResponse response, Connection connection, boolean reusable) {

        /** There is no body, or all of it has been read. */
        void end() {
            if (reusable) {
                connection.release();
            } else {
                connection.close();
            }
        }

        /** The body. A connection on which some of it was not read when it is closed is closed, too. */
        InputStream body(HttpEntity entity) throws IOException {
            return new FilterInputStream(entity.getContent()) {
                private boolean complete;
                private boolean closed;

                @Override
                public int read() throws IOException {
                    var next = super.read();
                    complete |= next < 0;
                    return next;
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    var read = super.read(into, from, length);
                    complete |= read < 0;
                    return read;
                }

                @Override
                public void close() {
                    if (closed) {
                        return;
                    }
                    closed = true;
                    if (complete) {
                        end();
                    } else {
                        connection.close();
                    }
                }
            };
        }
    }
}
