package dev.caravan.bench.window;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that keeps counts in the memory of this process: a store that takes no time. */
final class Counts<T> implements Sink<T> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, Long> COUNTS = new ConcurrentHashMap<>();

    private final Entry<T> entry;

    Counts(Entry<T> entry) {
        this.entry = entry;
    }

    /** Puts a result into the store. */
    @FunctionalInterface
    interface Entry<T> extends java.io.Serializable {
        void put(T result, Map<String, Long> counts);
    }

    static void clear() {
        COUNTS.clear();
    }

    /** The counts by {@code product@window}. */
    static Map<String, Long> all() {
        return Map.copyOf(COUNTS);
    }

    static void put(String product, long windowStart, long users) {
        COUNTS.put(product + "@" + windowStart, users);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context writeContext) {
                entry.put(element, COUNTS);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
