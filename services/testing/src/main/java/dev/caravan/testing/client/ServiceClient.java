package dev.caravan.testing.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Speaks to a service on this machine as one caller.
 *
 * @param port where the service listens
 * @param token what the caller shows as bearer token; empty for a caller without one
 */
public record ServiceClient(int port, String token) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /**
     * Sends one request and waits for its response.
     *
     * @param body empty for none
     * @param headers names and values in turn
     */
    public ClientResponse send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new ClientResponse(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + path, e);
        }
    }
}
