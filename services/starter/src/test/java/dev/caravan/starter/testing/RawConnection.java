package dev.caravan.starter.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection in the hands of a test: sends what it is told when it is told, and reads one response after the other. */
public final class RawConnection implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    /**
     * A response.
     *
     * @param headers names in lower case
     */
    public record Response(int status, Map<String, String> headers, String body) {
        public boolean closes() {
            return "close".equalsIgnoreCase(headers.get("connection"));
        }
    }

    public RawConnection(int port) throws IOException {
        this(port, 64 * 1024);
    }

    /** @param window how many bytes the server may send ahead */
    public RawConnection(int port, int window) throws IOException {
        socket.setReceiveBufferSize(window);
        socket.connect(new InetSocketAddress("localhost", port));
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Takes so many bytes of what came, if there are any. */
    public void skip(int bytes) throws IOException {
        if (socket.getInputStream().available() > 0) {
            socket.getInputStream().skipNBytes(bytes);
        }
    }

    /** Whether the server has nothing more to say on this connection. */
    public boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    public Response response() throws IOException {
        var status = line();
        if (!status.startsWith("HTTP/1.1 ")) {
            throw new IOException("no response, but: " + status);
        }
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Response(
                Integer.parseInt(status.substring(9, 12)),
                headers,
                new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed after: " + line);
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
