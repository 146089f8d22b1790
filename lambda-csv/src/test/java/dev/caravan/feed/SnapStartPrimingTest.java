package dev.caravan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the function does before a snapshot of it is taken. */
class SnapStartPrimingTest extends FunctionTest {

    @Test
    void sendsNothing() throws IOException {
        List<String> requests = new CopyOnWriteArrayList<>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server.start();
        try {
            var url = "http://localhost:" + server.getAddress().getPort();
            handler(Map.of(
                            "AWS_ENDPOINT_URL_S3",
                            url,
                            "AWS_ENDPOINT_URL_LAMBDA",
                            url,
                            "OIDC_TOKEN_URL",
                            url + "/token",
                            "PRODUCT_API_URL",
                            url + "/products"))
                    .prime();
        } finally {
            server.stop(0);
        }

        assertThat(requests).isEmpty();
    }
}
