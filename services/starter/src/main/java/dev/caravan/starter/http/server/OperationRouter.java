package dev.caravan.starter.http.server;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which operation a path and method belong to. The most specific path template wins. */
public final class OperationRouter {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    private record Entry(PathPattern pattern, Map<String, OperationConsumer> consumers) {}

    /**
     * Operations at a path.
     *
     * @param template the path template
     * @param variables path parameters, decoded
     * @param consumers by method, sorted
     */
    record Match(String template, Map<String, String> variables, Map<String, OperationConsumer> consumers) {}

    /** Enters a consumer; one with the same method and path is replaced. */
    synchronized void add(OperationConsumer consumer) {
        var operation = consumer.operation();
        var pattern = PathPatternParser.defaultInstance.parse(operation.path());
        var entry = entries.stream()
                .filter(known -> known.pattern().equals(pattern))
                .findFirst()
                .orElseGet(() -> {
                    var added = new Entry(pattern, new TreeMap<>());
                    entries.add(added);
                    entries.sort(Comparator.comparing(Entry::pattern));
                    return added;
                });
        entry.consumers().put(operation.method(), consumer);
    }

    /** Takes a consumer out. */
    synchronized void remove(OperationConsumer consumer) {
        entries.forEach(entry -> entry.consumers().values().remove(consumer));
        entries.removeIf(entry -> entry.consumers().isEmpty());
    }

    /** The operations at a path, or null. */
    @Nullable
    Match find(String path) {
        var container = PathContainer.parsePath(path);
        for (var entry : entries) {
            var match = entry.pattern().matchAndExtract(container);
            if (match != null) {
                return new Match(entry.pattern().getPatternString(), match.getUriVariables(), entry.consumers());
            }
        }
        return null;
    }
}
