package dev.caravan.starter.http.server;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1 as RFC 9110 and RFC 9112 demand it where the web server is lenient and has no switch for it: see {@link ChunkLines},
 * and an {@code Expect} of HTTP/1.0 does not exist (RFC 9110, section 10.1.1).
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

    private static final class StrictConnection extends HttpConnection {
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
        protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
            return version == HttpVersion.HTTP_1_0
                    ? new ExpectingNothing(method, uri, version)
                    : super.newHttpStream(method, uri, version);
        }

        private final class ExpectingNothing extends HttpStreamOverHTTP1 {
            ExpectingNothing(String method, String uri, HttpVersion version) {
                super(method, uri, version);
            }

            @Override
            public void parsedHeader(HttpField field) {
                if (field.getHeader() != HttpHeader.EXPECT) {
                    super.parsedHeader(field);
                }
            }
        }
    }

    private static final class StrictParser extends HttpParser {
        private final ChunkLines lines = new ChunkLines();
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
            return handedOn;
        }

        @Override
        public void reset() {
            super.reset();
            lines.reset();
            ahead = 0;
        }
    }
}
