package dev.caravan.starter.http.server;

import dev.caravan.starter.http.ClientConnection;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1 as RFC 9110 and RFC 9112 demand it where the web server is lenient and has no switch for it: {@link ChunkLines}, which have
 * 10 s to come where they have no data between them; an {@code Expect} of HTTP/1.0 does not exist (RFC 9110, section 10.1.1); a 304
 * does not say that the representation has no bytes (section 8.6).
 */
final class StrictConnectionFactory extends HttpConnectionFactory {
    StrictConnectionFactory(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        var connection = new StrictConnection(getHttpConfiguration(), connector, endPoint);
        connection.setUseInputDirectByteBuffers(isUseInputDirectByteBuffers());
        connection.setUseOutputDirectByteBuffers(isUseOutputDirectByteBuffers());
        return configure(connection, connector, endPoint);
    }

    private static final class StrictConnection extends HttpConnection implements ClientConnection.SlowLines {
        // no initializer: it would undo what the constructor of the super class has set
        private HttpParser.@Nullable RequestHandler handler;

        StrictConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
        }

        /** Called by the constructor of the super class, which keeps the handler to itself, and then calls for the parser. */
        @Override
        protected RequestHandler newRequestHandler() {
            var made = super.newRequestHandler();
            handler = made;
            return made;
        }

        @Override
        protected HttpParser newHttpParser(HttpCompliance compliance) {
            return new StrictParser(Objects.requireNonNull(handler), getHttpConfiguration(), compliance);
        }

        @Override
        public boolean gaveUp() {
            return getParser() instanceof StrictParser parser && parser.slow;
        }

        @Override
        protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
            return new StrictStream(method, uri, version);
        }

        private final class StrictStream extends HttpStreamOverHTTP1 {
            private final boolean mayExpect;

            StrictStream(String method, String uri, HttpVersion version) {
                super(method, uri, version);
                mayExpect = version != HttpVersion.HTTP_1_0;
            }

            @Override
            public void parsedHeader(HttpField field) {
                if (mayExpect || field.getHeader() != HttpHeader.EXPECT) {
                    super.parsedHeader(field);
                }
            }

            @Override
            public void send(
                    MetaData.Request request,
                    MetaData.Response response,
                    boolean last,
                    ByteBuffer content,
                    Callback callback) {
                super.send(request, withoutLengthOfNothing(response), last, content, callback);
            }
        }

        private static MetaData.@Nullable Response withoutLengthOfNothing(MetaData.@Nullable Response response) {
            if (response == null || response.getStatus() != HttpStatus.NOT_MODIFIED_304) {
                return response;
            }
            return new MetaData.Response(
                    response.getStatus(),
                    response.getReason(),
                    response.getHttpVersion(),
                    HttpFields.build(response.getHttpFields()).remove(HttpHeader.CONTENT_LENGTH));
        }
    }

    private static final class StrictParser extends HttpParser {
        private final ChunkLines lines = new ChunkLines();
        /** When the lines between two chunks, or those behind the last, began to come; 0 while none do. */
        private long linesSince;
        /** Whether this was too long for them. Who reads the body may be another thread than that which parses. */
        private volatile boolean slow;
        /** How many bytes at the front of the buffer have been read by {@link #lines}, but not yet by the parser. */
        private int ahead;

        StrictParser(HttpParser.RequestHandler handler, HttpConfiguration configuration, HttpCompliance compliance) {
            super(handler, configuration.getRequestHeaderSize(), compliance);
            setHeaderCacheSize(configuration.getHeaderCacheSize());
            setHeaderCacheCaseSensitive(configuration.isHeaderCacheCaseSensitive());
        }

        @Override
        protected boolean parseContent(ByteBuffer buffer) {
            if (!isChunking()) {
                return super.parseContent(buffer);
            }
            lines.read(buffer, buffer.position() + ahead);
            var handedOn = super.parseContent(buffer);
            ahead = buffer.remaining();
            if (handedOn) {
                linesSince = 0;
            } else {
                requirePace();
            }
            return handedOn;
        }

        @Override
        protected boolean parseFields(ByteBuffer buffer) {
            if (isState(State.TRAILER)) {
                requirePace();
            }
            return super.parseFields(buffer);
        }

        private void requirePace() {
            var now = System.nanoTime();
            if (linesSince == 0) {
                linesSince = now;
            } else if (now - linesSince > SlowClients.PATIENCE_NANOS) {
                slow = true;
                throw new BadMessageException(
                        HttpStatus.REQUEST_TIMEOUT_408, "The lines between chunks did not come in time");
            }
        }

        @Override
        public void reset() {
            super.reset();
            lines.reset();
            ahead = 0;
            linesSince = 0;
            slow = false;
        }
    }
}
