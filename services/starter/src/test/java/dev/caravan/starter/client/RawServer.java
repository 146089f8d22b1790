package dev.caravan.starter.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** A server that answers each request with the next of some texts, byte for byte; an empty one closes the connection. */
final class RawServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Deque<String> responses = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> connections = Collections.synchronizedList(new ArrayList<>());

    RawServer(String... responses) {
        this.responses.addAll(Arrays.asList(responses));
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://localhost:" + listening.getLocalPort();
    }

    /** Everything that came, request by request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many connections were made. */
    int connections() {
        return connections.size();
    }

    /** Closes every connection, as a server does that stops. */
    void hangUp() throws IOException {
        for (var connection : connections) {
            connection.close();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        hangUp();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var connection = listening.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            for (var request = read(in); !request.isEmpty(); request = read(in)) {
                requests.add(request);
                var response = next();
                if (response.isEmpty()) {
                    return;
                }
                connection.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
                connection.getOutputStream().flush();
            }
        } catch (IOException e) {
            // the caller is gone
        }
    }

    private synchronized String next() {
        var response = responses.pollFirst();
        return response == null ? "" : response;
    }

    private static String read(BufferedReader in) throws IOException {
        var request = new StringBuilder();
        var length = 0;
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty()) {
                for (var i = 0; i < length; i++) {
                    request.append((char) in.read());
                }
                return request.toString();
            }
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
            request.append(line).append('\n');
        }
        return "";
    }
}
