package dev.caravan.starter.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Sends bytes as they are, which no HTTP client would. */
public final class RawHttp {
    private RawHttp() {}

    /**
     * Everything that came back until the server closed the connection, or was silent for a while.
     *
     * @param text status line, headers and body, and whatever followed
     */
    public record Response(String text) {
        public int status() {
            return Integer.parseInt(text.substring(9, 12));
        }

        public List<String> headers() {
            return Arrays.stream(text.substring(0, text.indexOf("\r\n\r\n")).split("\r\n", -1))
                    .skip(1)
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .toList();
        }

        public String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }

        /** How many responses there are: more than one where a request was smuggled in. */
        public long answers() {
            return text.lines().filter(line -> line.contains("HTTP/1.1 ")).count();
        }
    }

    public static Response send(int port, String request) throws IOException {
        return send(port, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static Response send(int port, byte[] request) throws IOException {
        var received = new ByteArrayOutputStream();
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(3000);
            try {
                socket.getOutputStream().write(request);
                socket.getInputStream().transferTo(received);
            } catch (SocketTimeoutException | SocketException e) {
                // the server kept the connection, or closed it while we were still sending: what came is the response
            }
        }
        return new Response(received.toString(StandardCharsets.UTF_8));
    }
}
