package dev.caravan.starter.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.starter.testing.RawHttp;
import dev.caravan.starter.testing.ThingService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What SIGTERM does: the context is closed. A balancer sends requests for as long as readiness is up. */
final class ShutdownTest {
    private static final int CALLERS = 8;

    @Test
    void noRequestFailsWhenTheServiceStopsUnderLoad() throws Exception {
        var service = start("500ms");
        var availability = service.getBean(ApplicationAvailability.class);
        var statuses = new ArrayList<CompletableFuture<List<Integer>>>();
        try (var client = HttpClient.newHttpClient();
                var pool = Executors.newFixedThreadPool(CALLERS)) {
            for (var caller = 0; caller < CALLERS; caller++) {
                statuses.add(CompletableFuture.supplyAsync(
                        () -> {
                            var seen = new ArrayList<Integer>();
                            while (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
                                seen.add(status(client, service, "/pause/20"));
                            }
                            return seen;
                        },
                        pool));
            }
            var limiter = service.getBean(ConcurrencyLimiter.class);
            Awaitility.await().until(() -> limiter.inside() >= CALLERS / 2);
            service.close();
            for (var seen : statuses) {
                assertThat(seen.get(20, TimeUnit.SECONDS)).isNotEmpty().containsOnly(200);
            }
        }
    }

    @Test
    void requestThatIsBeingServedIsServedToItsEndByRunningRoutes() throws Exception {
        var service = start("0s");
        var camel = service.getBean(CamelContext.class);
        var camelRan = new AtomicBoolean();
        try (var client = HttpClient.newHttpClient()) {
            var slow = CompletableFuture.supplyAsync(() -> status(client, service, "/pause/2500"));
            var limiter = service.getBean(ConcurrencyLimiter.class);
            Awaitility.await().until(() -> limiter.inside() == 1);
            var closed = CompletableFuture.runAsync(service::close);
            assertThat(slow.thenApply(status -> {
                                camelRan.set(camel.isStarted());
                                return status;
                            })
                            .get(20, TimeUnit.SECONDS))
                    .isEqualTo(200);
            assertThat(camelRan).isTrue();
            closed.get(20, TimeUnit.SECONDS);
            assertThat(camel.isStopped()).isTrue();
        }
    }

    @Test
    void connectionsAreSentAwayWhileRequestsAreStillServed() throws Exception {
        var service = start("2s");
        var port = port(service);
        var availability = service.getBean(ApplicationAvailability.class);
        var closed = CompletableFuture.runAsync(service::close);
        Awaitility.await().until(() -> availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC);
        var limiter = service.getBean(ConcurrencyLimiter.class);
        Awaitility.await().until(limiter::isLeaving);
        var response = RawHttp.send(port, "GET /things/7 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).contains("connection: close");
        closed.get(20, TimeUnit.SECONDS);
    }

    private static int status(HttpClient client, ConfigurableApplicationContext service, String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port(service) + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int port(ConfigurableApplicationContext service) {
        return ((ServletWebServerApplicationContext) service).getWebServer().getPort();
    }

    private static ConfigurableApplicationContext start(String delay) {
        var application = new SpringApplication(ThingService.class);
        application.setRegisterShutdownHook(false);
        return application.run(
                "--spring.config.import=classpath:caravan-service.yaml",
                "--caravan.port=0",
                "--caravan.management-port=0",
                "--caravan.shutdown-delay=" + delay);
    }
}
