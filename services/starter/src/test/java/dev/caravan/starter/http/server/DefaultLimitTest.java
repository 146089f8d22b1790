package dev.caravan.starter.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.starter.testing.ThingServiceTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service as it is set up by default: what is beyond its limit does not queue in front of it. */
@ThingServiceTest
final class DefaultLimitTest {
    private static final int LIMIT = 256;
    private static final int CALLERS = 2 * LIMIT;

    @LocalServerPort
    private int port;

    @Test
    void servesAsManyAsItsLimitAtATimeAndRefusesTheRestAtOnce() throws InterruptedException, ExecutionException {
        try (var client = HttpClient.newHttpClient();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, CALLERS)
                    .<Callable<Integer>>mapToObj(i -> () -> status(client))
                    .toList();
            var served = 0;
            for (var response : callers.invokeAll(calls)) {
                assertThat(response.get()).isIn(200, 503);
                served += response.get() == 200 ? 1 : 0;
            }
            assertThat(served).isEqualTo(LIMIT);
        }
    }

    /** Asks for what takes long enough for all callers to be there. */
    private int status(HttpClient client) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/pause/10000"));
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
