package dev.caravan.window.count;

import java.util.Iterator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * Keeps each user of each open window as an entry of its own: for state in RocksDB, where a set would be read and
 * written whole for every event. An event costs one look-up, a new user one small write, and a user who has just been
 * seen neither.
 */
public final class CountUsersInEntries extends CountUsersOfBucket {

    private static final long serialVersionUID = 1L;
    private static final TypeInformation<Tuple2<Long, Long>> WINDOW_AND_USER = Types.TUPLE(Types.LONG, Types.LONG);

    @SuppressWarnings("NullAway.Init") // set by open, which Flink calls first
    private transient MapState<Tuple2<Long, Long>, Boolean> users;

    @SuppressWarnings("NullAway.Init")
    private transient RecentUsers recent;

    /**
     * A counter.
     *
     * @param firstWindow the start of the first window that a job without state counts; what is earlier is late
     */
    public CountUsersInEntries(long firstWindow) {
        super(firstWindow);
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        users = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("window-users", WINDOW_AND_USER, Types.BOOLEAN));
        recent = new RecentUsers();
    }

    @Override
    boolean add(long windowStart, String productId, long user) throws Exception {
        if (recent.contains(productId, windowStart, user)) {
            return false;
        }
        recent.add(productId, windowStart, user);
        Tuple2<Long, Long> entry = Tuple2.of(windowStart, user);
        if (users.contains(entry)) {
            return false;
        }
        users.put(entry, true);
        return true;
    }

    @Override
    long close(long windowStart) throws Exception {
        long count = 0;
        for (Iterator<Tuple2<Long, Long>> entries = users.keys().iterator(); entries.hasNext(); ) {
            if (entries.next().f0 == windowStart) {
                entries.remove();
                count++;
            }
        }
        return count;
    }
}
