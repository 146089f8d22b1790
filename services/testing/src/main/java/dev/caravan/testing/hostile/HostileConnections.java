package dev.caravan.testing.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Bytes that two HTTP servers could understand differently, and headers that try to steer the inside. Each ends as one 4xx
 * problem document, and changes nothing.
 */
public final class HostileConnections {
    private static final String END = "\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private HostileConnections() {}

    /**
     * The tests of one service.
     *
     * @param port where it listens
     * @param collection a path that GET answers without a token, such as {@code /products}; or with 401
     * @param state something that would differ if a request had changed anything
     */
    public static Stream<DynamicTest> against(int port, String collection, Supplier<Object> state) {
        return Unchanged.after(
                state,
                requests(collection).entrySet().stream()
                        .map(request -> DynamicTest.dynamicTest(
                                request.getKey(), () -> isRefused(RawHttp.send(port, request.getValue())))));
    }

    private static Map<String, String> requests(String collection) {
        var requests = new LinkedHashMap<String, String>();
        for (var path : new String[] {
            "/" + collection,
            collection + "//1",
            collection + "/%2e%2e/admin",
            collection + "/../admin",
            collection + "/./1",
            collection + ";x=1",
            collection + "/1;x",
            collection + "/%2f1",
            collection + "/%5c1",
            collection + "/%00",
            collection + "/%",
            collection + "/%zz",
            collection + "/%c0%ae",
            collection + "\\1",
            collection + "/" + "a".repeat(20_000)
        }) {
            requests.put(
                    "path " + (path.length() > 100 ? "of 20,000 characters" : path), "GET " + path + " HTTP/1.1" + END);
        }
        var post = "POST " + collection + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        requests.put(
                "length and chunks",
                post
                        + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
        requests.put("two lengths", post + "Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}");
        requests.put("a negative length", post + "Content-Length: -1\r\n\r\n{}");
        requests.put("an unknown transfer coding", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n");
        requests.put("a broken chunk", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
        requests.put("a folded header", "GET " + collection + " HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n c\r\n\r\n");
        requests.put("a space before the colon", "GET " + collection + " HTTP/1.1\r\nHost : localhost\r\n\r\n");
        requests.put("no host", "GET " + collection + " HTTP/1.1\r\nConnection: close\r\n\r\n");
        requests.put("two hosts", "GET " + collection + " HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        requests.put("no HTTP", "HELLO\r\n\r\n");
        requests.put("an unknown version", "GET " + collection + " HTTP/9.9" + END);
        requests.put("an unknown method", "BREW " + collection + " HTTP/1.1" + END);
        requests.put("TRACE", "TRACE " + collection + " HTTP/1.1" + END);
        requests.put("CONNECT", "CONNECT localhost:22 HTTP/1.1" + END);
        requests.put(
                "a header of 100,000 characters",
                "GET " + collection + " HTTP/1.1\r\nHost: localhost\r\nX-A: " + "a".repeat(100_000) + "\r\n\r\n");
        return requests;
    }

    private static void isRefused(String response) {
        assertThat(response).startsWith("HTTP/1.1 4");
        assertThat(response.split("HTTP/1\\.1 \\d{3}", -1))
                .as("one response: %s", response)
                .hasSize(2);
        assertThat(response.toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
        assertThat(response)
                .doesNotContain("Exception")
                .doesNotContain("org.eclipse")
                .doesNotContain("dev.caravan")
                .doesNotContainIgnoringCase("jetty");
    }
}
