package dev.caravan.local.observe;

import dev.caravan.local.part.Part;
import dev.caravan.local.part.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Zipkin with its pages, and an OTLP receiver before it. Traces are kept in memory.
 *
 * <p>Settings: {@code ZIPKIN_PORT}, {@code OTLP_PORT}, {@code TRACES_DATA_DIR}.
 */
public final class TracesPart {

    private TracesPart() {}

    /** Runs Zipkin until the process is told to end. */
    public static void main(String[] args) {
        Part.run("traces", TracesPart::start);
    }

    private static Part.Running start(Settings settings) throws IOException, InterruptedException {
        var port = settings.port("ZIPKIN_PORT");
        var data = Files.createDirectories(settings.directory("TRACES_DATA_DIR"));
        var zipkin = Child.start(
                "zipkin",
                data,
                Map.of(
                        "STORAGE_TYPE", "mem",
                        "MEM_MAX_SPANS", "100000",
                        "ZIPKIN_QUERY_ALLOWED_ORIGINS", "http://localhost:" + port),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar().toString(),
                        // its variables know a port only, and no address
                        "--armeria.ports[0].ip=127.0.0.1",
                        "--armeria.ports[0].port=" + port,
                        "--armeria.ports[0].protocols[0]=http"));
        try {
            zipkin.awaitReady("http://localhost:" + port + "/health");
            var receiver = OtlpReceiver.start(settings.port("OTLP_PORT"), "http://localhost:" + port);
            return new Part.Running("http://localhost:" + port, () -> {
                receiver.close();
                zipkin.close();
            });
        } catch (IOException | InterruptedException | RuntimeException e) {
            zipkin.close();
            throw e;
        }
    }

    /** The program, which the build put on the class path of this part. */
    private static Path jar() throws IOException {
        return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .filter(entry -> entry.contains("zipkin-server"))
                .map(Path::of)
                .findFirst()
                .orElseThrow(() -> new IOException("Zipkin is not on the class path: build local/observe again"));
    }
}
