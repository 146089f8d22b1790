package dev.caravan.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.part.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A service as it is deployed.
 *
 * @param process its process
 * @param port where it serves
 * @param managementPort where it tells how it is
 */
record ServiceProcess(Process process, int port, int managementPort) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Starts the jar of a module of {@code services/}. */
    static ServiceProcess start(String module, Map<String, String> settings) {
        var port = FreePort.find();
        var managementPort = FreePort.find();
        try {
            var logs = Files.createDirectories(Path.of("target", "logs"));
            var builder = new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx160m",
                    "-jar",
                    Path.of("..", module, "target", module + ".jar").toString()));
            builder.environment().putAll(settings);
            builder.environment().put("SERVER_PORT", String.valueOf(port));
            builder.environment().put("MANAGEMENT_SERVER_PORT", String.valueOf(managementPort));
            var process = builder.redirectErrorStream(true)
                    .redirectOutput(logs.resolve(module + "-" + port + ".log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ServiceProcess(process, port, managementPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address. */
    String url() {
        return "http://localhost:" + port;
    }

    /** Returns when it takes requests. */
    void awaitReady() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(process.isAlive())
                    .as("the service runs; see target/logs")
                    .isTrue();
            return isReady();
        });
    }

    /** Whether a load balancer may send it requests. */
    boolean isReady() {
        var health = URI.create("http://localhost:" + managementPort + "/health/ready");
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // it does not listen yet, or any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
