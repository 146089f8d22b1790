package dev.caravan.local.cli.benchmark;

import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a server's CPU time goes, by the JDK's own recorder: each sample belongs to the innermost code that is not the JDK's. */
public final class Profile {
    private static final String SAMPLE =
            Runtime.version().feature() >= 25 ? "jdk.CPUTimeSample" : "jdk.ExecutionSample";
    private static final int SECONDS = 20;

    /** Whose code it is, by the beginning of a class' name; the first that fits counts. */
    private static final Map<String, String> OWNERS = owners();

    private Profile() {}

    /** A profile of a server under a load, as a paragraph. */
    public static String of(String title, Server server, Side load, Bed bed) throws InterruptedException {
        bed.progress().line("Profiling " + title);
        var file = bed.platform().installation().logs().resolve("bench-" + title.replace(' ', '-') + ".jfr");
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var pid = String.valueOf(server.pid());
        var seconds = Math.min(SECONDS, 2 * bed.effort().seconds());
        try {
            Files.deleteIfExists(file);
            var unused = Tool.run(
                    List.of(jcmd, pid, "JFR.start", "name=bench", "settings=profile", SAMPLE + "#enabled=true"));
            var sample = load.run(seconds);
            unused = Tool.run(List.of(jcmd, pid, "JFR.stop", "name=bench", "filename=" + file));
            return "Where the CPU time of " + title + " goes (" + Math.round(sample.cpuMicros())
                    + " µs a request while recording): " + shares(file) + ".";
        } catch (IOException e) {
            throw new UncheckedIOException("The recording of " + title + " cannot be read", e);
        }
    }

    private static String shares(Path recording) throws IOException {
        var counts = new LinkedHashMap<String, Integer>();
        try (var events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                var event = events.readEvent();
                if (event.getEventType().getName().equals(SAMPLE)) {
                    counts.merge(owner(event), 1, Integer::sum);
                }
            }
        }
        var all = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            throw new Failure("The recording " + recording + " holds no samples.");
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .filter(entry -> entry.getValue() * 100 >= all)
                .map(entry -> String.format(Locale.ROOT, "%s %.0f %%", entry.getKey(), 100.0 * entry.getValue() / all))
                .collect(Collectors.joining(", "));
    }

    private static String owner(RecordedEvent event) {
        var stack = event.getStackTrace();
        if (stack != null) {
            for (var frame : stack.getFrames()) {
                var owner = owner(frame);
                if (owner != null) {
                    return owner;
                }
            }
        }
        return "JDK";
    }

    private static @org.jspecify.annotations.Nullable String owner(RecordedFrame frame) {
        var type = frame.getMethod().getType().getName();
        return OWNERS.entrySet().stream()
                .filter(entry -> type.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static Map<String, String> owners() {
        var owners = new LinkedHashMap<String, String>();
        owners.put("dev.caravan.", "Caravan");
        owners.put("org.apache.camel.component.http", "camel-http");
        owners.put("org.apache.camel.component.sql", "camel-sql");
        owners.put("org.apache.camel.component.kafka", "camel-kafka");
        owners.put("org.apache.camel.component.micrometer", "camel-micrometer");
        owners.put("org.apache.camel.", "Camel");
        owners.put("org.eclipse.jetty.", "Jetty");
        owners.put("org.apache.hc.", "Apache HttpClient");
        owners.put("org.postgresql.", "PostgreSQL driver");
        owners.put("com.zaxxer.hikari.", "HikariCP");
        owners.put("org.springframework.", "Spring");
        owners.put("com.fasterxml.jackson.", "Jackson");
        owners.put("com.networknt.", "JSON Schema");
        owners.put("com.nimbusds.", "JWT");
        owners.put("org.apache.kafka.", "Kafka client");
        owners.put("io.micrometer.", "Micrometer");
        return owners;
    }
}
