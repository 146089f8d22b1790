package dev.caravan.window;

import dev.caravan.window.count.CountUsersInEntries;
import dev.caravan.window.count.CountUsersInSets;
import dev.caravan.window.count.CountUsersOfBucket;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;

/** Where the users of open windows are kept. A savepoint of one mode is refused by the other. */
public enum StateMode {

    /** In memory, the fastest: about 16 bytes for each user of each open window. */
    HEAP {
        @Override
        CountUsersOfBucket counter(long firstWindow) {
            return new CountUsersInSets(firstWindow);
        }

        @Override
        String counterUid() {
            return "count-users-of-bucket";
        }

        @Override
        void configure(Configuration flink) {
            // Whatever the cluster says: on-heap is the default of Flink.
        }
    },

    /** In RocksDB on local disks, with checkpoints of what changed: for more users than fit in memory. */
    ROCKSDB {
        @Override
        CountUsersOfBucket counter(long firstWindow) {
            return new CountUsersInEntries(firstWindow);
        }

        @Override
        String counterUid() {
            return "count-users-of-bucket-in-entries";
        }

        @Override
        void configure(Configuration flink) {
            flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
            flink.setString("execution.checkpointing.incremental", "true");
            // There is one timer for each product, bucket and window: few enough for memory.
            flink.setString("state.backend.rocksdb.timer-service.factory", "HEAP");
        }
    };

    /** The step that counts, in windows from this one on. */
    abstract CountUsersOfBucket counter(long firstWindow);

    abstract String counterUid();

    abstract void configure(Configuration flink);
}
