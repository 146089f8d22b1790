package dev.caravan.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** SIGTERM of a gateway under load. A balancer sends it requests for as long as it is ready, and then takes the other one. */
final class StoppingGatewayTest {
    private static final int CALLERS = 8;
    private static final int REQUESTS = 200;
    private static final Shop SHOP = Shop.running();

    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void noRequestFails() throws Exception {
        var stopping = SHOP.secondGateway();
        var callers = new ArrayList<Future<List<Integer>>>();
        try (var pool = Executors.newFixedThreadPool(CALLERS)) {
            for (var caller = 0; caller < CALLERS; caller++) {
                callers.add(pool.submit((Callable<List<Integer>>) () -> statuses(stopping)));
            }
            await().until(() -> answered.get() > CALLERS * 5);
            // SIGTERM: on Linux and macOS that is what destroy() sends
            stopping.process().destroy();
            for (var caller : callers) {
                assertThat(caller.get(2, TimeUnit.MINUTES)).hasSize(REQUESTS).containsOnly(200);
            }
            assertThat(stopping.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private List<Integer> statuses(ServiceProcess stopping) throws IOException, InterruptedException {
        var seen = new ArrayList<Integer>();
        try (var client = HttpClient.newHttpClient()) {
            while (seen.size() < REQUESTS) {
                var gateway = stopping.isReady() ? stopping : SHOP.gateway();
                var request = HttpRequest.newBuilder(URI.create(gateway.url() + "/products?limit=1"))
                        .build();
                seen.add(client.send(request, BodyHandlers.ofString()).statusCode());
                answered.incrementAndGet();
            }
        }
        return seen;
    }
}
