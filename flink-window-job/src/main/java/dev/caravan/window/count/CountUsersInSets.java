package dev.caravan.window.count;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/** Keeps the users of each open window as one set of fingerprints in memory: for state on the heap. */
public final class CountUsersInSets extends CountUsersOfBucket {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init") // set by open, which Flink calls first
    private transient MapState<Long, FingerprintSet> usersByWindow;

    /**
     * A counter.
     *
     * @param firstWindow the start of the first window that a job without state counts; what is earlier is late
     */
    public CountUsersInSets(long firstWindow) {
        super(firstWindow);
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        usersByWindow = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "users-by-window", LongSerializer.INSTANCE, new FingerprintSetSerializer()));
    }

    @Override
    boolean add(long windowStart, String productId, long user) throws Exception {
        FingerprintSet users = usersByWindow.get(windowStart);
        boolean first = users == null;
        if (users == null) {
            users = new FingerprintSet();
        }
        if (users.add(user)) {
            // The heap keeps the very object, but copies it while a snapshot of it is being written.
            usersByWindow.put(windowStart, users);
        }
        return first;
    }

    @Override
    long close(long windowStart) throws Exception {
        FingerprintSet users = usersByWindow.get(windowStart);
        usersByWindow.remove(windowStart);
        return users == null ? 0 : users.size();
    }
}
