package dev.caravan.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the function counts, for Prometheus. Like CloudWatch, it finds the counts in the function's log: lines in the embedded
 * metric format.
 */
final class FunctionMetrics {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "{\"_aws\":";
    private static final String INVOCATIONS = "feed_invocations_total";

    /** By series, such as {@code feed_rows_total{outcome="created"}}. */
    private final Map<String, Double> series = new TreeMap<>();

    FunctionMetrics() {
        // Prometheus tells no rate of a counter that was not there before
        for (var outcome : List.of("completed", "failed")) {
            add(INVOCATIONS + "{outcome=\"" + outcome + "\"}", 0);
        }
        for (var outcome : List.of("created", "updated", "unchanged", "rejected")) {
            add("feed_rows_total{outcome=\"" + outcome + "\"}", 0);
        }
        add("feed_duration_seconds_count", 0);
        add("feed_duration_seconds_sum", 0);
    }

    /** Takes in a line of the log. False if it is none of these. */
    boolean take(String line) throws IOException {
        if (!line.startsWith(MARK)) {
            return false;
        }
        var document = JSON.readTree(line);
        for (var directive : document.at("/_aws/CloudWatchMetrics")) {
            var labels = labels(document, directive.at("/Dimensions/0"));
            for (var metric : directive.path("Metrics")) {
                var name = metric.path("Name").asText();
                var value = document.path(name).asDouble();
                if (metric.path("Unit").asText().equals("Count")) {
                    add(name + labels, value);
                } else {
                    add(name + "_count" + labels, 1);
                    add(name + "_sum" + labels, value);
                }
            }
        }
        return true;
    }

    /** An invocation ended without the function being able to say so. */
    void invocationLost() {
        add(INVOCATIONS + "{outcome=\"failed\"}", 1);
    }

    private static String labels(JsonNode document, JsonNode dimensions) {
        return dimensions.isEmpty()
                ? ""
                : StreamSupport.stream(dimensions.spliterator(), false)
                        .map(name -> name.asText() + "=\""
                                + document.path(name.asText()).asText() + "\"")
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private synchronized void add(String name, double value) {
        series.merge(name, value, Double::sum);
    }

    /** All counts in Prometheus' text format. */
    synchronized String text() {
        return series.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
