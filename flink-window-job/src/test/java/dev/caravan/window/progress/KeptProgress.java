package dev.caravan.window.progress;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Progress that stays in this JVM; writes can be made to fail. */
public final class KeptProgress implements ProgressStore {

    private static final long serialVersionUID = 1L;
    private static final Map<String, List<Long>> WRITTEN = new ConcurrentHashMap<>();
    private static final Map<String, Long> SINCE = new ConcurrentHashMap<>();
    private static final Map<String, Boolean> FAILING = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    /** Since when the windows were counted, as it was written last. */
    long countedSince() {
        return SINCE.getOrDefault(id, -1L);
    }

    /** Everything that was written. */
    public List<Long> written() {
        return WRITTEN.getOrDefault(id, List.of());
    }

    void fail(boolean failing) {
        FAILING.put(id, failing);
    }

    @Override
    public Writer open() {
        return new Writer() {
            @Override
            public CompletableFuture<Void> write(long finalUpTo, long countedSince) {
                if (FAILING.getOrDefault(id, false)) {
                    return CompletableFuture.failedFuture(new IllegalStateException("away"));
                }
                SINCE.put(id, countedSince);
                WRITTEN.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>()).add(finalUpTo);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {}
        };
    }
}
