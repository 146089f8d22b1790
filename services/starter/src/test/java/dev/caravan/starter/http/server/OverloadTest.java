package dev.caravan.starter.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.caravan.starter.testing.ThingServiceTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Eight requests at a time are what this service can do; three times as many callers come. */
@ThingServiceTest
@TestPropertySource(properties = "caravan.max-concurrent-requests=8")
final class OverloadTest {
    private static final int CAPACITY = 8;
    private static final int REQUESTS = 30;

    @LocalServerPort
    private int port;

    private record Sample(int status, long millis, boolean retryAfter) {}

    @Test
    void whatIsAcceptedKeepsItsLatencyAtThreeTimesTheCapacity() throws Exception {
        load(CAPACITY, REQUESTS);
        var alone = accepted(load(CAPACITY, REQUESTS));
        var crowded = load(3 * CAPACITY, REQUESTS);

        assertThat(crowded).extracting(Sample::status).containsOnly(200, 503);
        assertThat(crowded)
                .filteredOn(sample -> sample.status() == 503)
                .isNotEmpty()
                .allMatch(Sample::retryAfter);
        var accepted = accepted(crowded);
        assertThat(accepted).hasSizeGreaterThan(CAPACITY);
        // each takes 100 ms by itself; queueing behind two thirds of the callers would make it 300
        assertThat(median(accepted)).isCloseTo(median(alone), within(100L));
    }

    private List<Long> accepted(List<Sample> samples) {
        return samples.stream()
                .filter(sample -> sample.status() == 200)
                .map(Sample::millis)
                .sorted()
                .toList();
    }

    private static long median(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private List<Sample> load(int callers, int requests) throws Exception {
        var samples = new ArrayList<Sample>();
        try (var client = HttpClient.newHttpClient();
                var pool = Executors.newFixedThreadPool(callers)) {
            var tasks = new ArrayList<Callable<List<Sample>>>();
            for (var caller = 0; caller < callers; caller++) {
                tasks.add(() -> {
                    var seen = new ArrayList<Sample>();
                    for (var i = 0; i < requests; i++) {
                        seen.add(sample(client));
                    }
                    return seen;
                });
            }
            for (var done : pool.invokeAll(tasks, 2, TimeUnit.MINUTES)) {
                samples.addAll(done.get());
            }
        }
        return samples;
    }

    private Sample sample(HttpClient client) throws Exception {
        var started = System.nanoTime();
        var response = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/pause/100"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Sample(
                response.statusCode(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
                response.headers().firstValue("Retry-After").isPresent());
    }
}
