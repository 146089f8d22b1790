package dev.caravan.service.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.part.FreePort;
import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Processes of the order service that start as fast as they can: from a cache of what the first one has loaded. */
public final class OrderProcesses implements AutoCloseable {
    private static final Path HOME = Path.of("target", "killed-service");
    private static final Path CACHE = HOME.resolve("classes.cache");
    /** The JDK that first had caches of linked classes, made in one step. */
    private static final int WITH_LINKED_CLASSES = 25;

    private final Shop shop;
    private final String token;
    private final Map<String, String> kafka;
    private final Queue<Process> started = new ConcurrentLinkedQueue<>();

    public OrderProcesses(Shop shop, String caller) {
        this(shop, caller, Map.of("KAFKA_BOOTSTRAP_SERVERS", LocalKafka.shared().bootstrapServers()));
    }

    /** The same at another broker than the shared one. */
    public OrderProcesses(Shop shop, String caller, Map<String, String> kafka) {
        this.shop = shop;
        this.kafka = kafka;
        this.token = LocalIssuer.shared().token(caller, null);
    }

    /** A process that serves, and a client of it. */
    public record Running(Process process, OrderClient client) {}

    /** Runs one in peace to its end: it migrates the tables, and leaves its classes for the others to start from. */
    public void prepare() throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        Files.deleteIfExists(CACHE);
        var first = start();
        first.process().destroy();
        assertThat(first.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
    }

    /** Starts one, and returns when it serves. */
    public Running start() {
        return start(Map.of());
    }

    /** The same with other settings than the shop's. */
    public Running start(Map<String, String> settings) {
        try {
            var port = FreePort.find();
            var builder = builder(port);
            builder.environment().putAll(settings);
            var process = builder.start();
            started.add(process);
            var client = new OrderClient(port, token);
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> serves(client, process));
            return new Running(process, client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }

    private ProcessBuilder builder(int port) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(cache());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx160m",
                "-cp",
                classPath(),
                OrderService.class.getName()));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(shop.settings());
        builder.environment().putAll(kafka);
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT", String.valueOf(port),
                        "MANAGEMENT_SERVER_PORT", "0",
                        // the first one has migrated
                        "SPRING_FLYWAY_ENABLED", String.valueOf(started.isEmpty()),
                        "ISSUER_URL", LocalIssuer.shared().issuerUrl()));
        return builder.redirectErrorStream(true)
                .redirectOutput(HOME.resolve("service-" + port + ".log").toFile());
    }

    private static List<String> cache() {
        if (Runtime.version().feature() < WITH_LINKED_CLASSES) {
            return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + CACHE);
        }
        return Files.exists(CACHE) ? List.of("-XX:AOTCache=" + CACHE) : List.of("-XX:AOTCacheOutput=" + CACHE);
    }

    /** The class path of this test with its directories packed, since a cache of classes takes only jars. */
    private static String classPath() throws IOException {
        var path = new ArrayList<String>();
        for (var entry : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator, -1)) {
            var place = Path.of(entry);
            if (entry.isEmpty()) { // the present directory, which holds none of the classes, but what is packed here
                continue;
            }
            if (Files.isRegularFile(place)) {
                path.add(entry);
            } else if (Files.isDirectory(place)) {
                path.add(packed(place).toString());
            }
        }
        return String.join(File.pathSeparator, path);
    }

    private static Path packed(Path directory) throws IOException {
        var jar = HOME.resolve(directory.toString().replaceAll("\\W+", "-") + ".jar");
        if (Files.exists(CACHE) && Files.exists(jar)) {
            return jar;
        }
        try (var files = Files.walk(directory);
                var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var file : files.filter(file -> !file.equals(directory)).toList()) {
                var isDirectory = Files.isDirectory(file);
                var name = directory.relativize(file).toString().replace(File.separatorChar, '/');
                // packages are looked for by the entries of directories
                out.putNextEntry(new ZipEntry(isDirectory ? name + "/" : name));
                if (!isDirectory) {
                    Files.copy(file, out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }

    private static boolean serves(OrderClient client, Process process) {
        assertThat(process.isAlive())
                .as("the service is running; see its log in " + HOME)
                .isTrue();
        try {
            return client.get("/orders?limit=1").status() == 200;
        } catch (UncheckedIOException e) {
            return false; // it does not listen yet
        }
    }
}
