package dev.caravan.local.part;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageGuardTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:8092,,",
        "127.0.0.1:8092,,",
        "[::1]:8092,,",
        "localhost,,",
        "feeds.localhost:8092,,",
        ",,",
        "localhost:8092,http://localhost:8086,same-site",
        "localhost:8092,http://localhost:8092,same-origin",
        "localhost:8092,http://127.0.0.1:8086,",
        "localhost:8092,,none"
    })
    void letsProgramsAndPagesOfThisMachineIn(@Nullable String host, @Nullable String origin, @Nullable String site) {
        assertThat(refusal(host, origin, site)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8092,https://evil.example,",
        "localhost:8092,https://evil.example,cross-site",
        "localhost:8092,,cross-site",
        "localhost:8092,null,",
        "localhost:8092,http://localhost.evil.example,",
        "localhost:8092,http://localhost@evil.example,",
        "localhost:8092,file://,",
        "localhost:8092,%%%,",
        "evil.example:8092,,",
        "evil.example,http://evil.example,same-origin",
        "localhost.evil.example:8092,,",
        "192.168.1.5:8092,,"
    })
    void keepsPagesOfOthersOut(@Nullable String host, @Nullable String origin, @Nullable String site) {
        assertThat(refusal(host, origin, site)).isPresent();
    }

    @Test
    void aServerOfTheJdkTellsThePageNothingButWhy() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                })
                .getFilters()
                .add(PageGuard.filter());
        server.start();
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                    URI.create("http://localhost:" + server.getAddress().getPort() + "/"));
            assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(204);
            var refused =
                    client.send(request.header("Origin", "https://evil.example").build(), BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).isEqualTo("Pages of https://evil.example may not call this machine.");
        } finally {
            server.stop(0);
        }
    }

    private static Optional<String> refusal(@Nullable String host, @Nullable String origin, @Nullable String site) {
        var headers = new HashMap<String, @Nullable String>();
        headers.put("Host", host);
        headers.put("Origin", origin);
        headers.put("Sec-Fetch-Site", site);
        return PageGuard.refusal(headers::get);
    }
}
