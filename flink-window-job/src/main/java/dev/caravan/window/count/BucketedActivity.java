package dev.caravan.window.count;

import dev.caravan.window.event.Activity;
import dev.caravan.window.types.ValueSerializer;
import dev.caravan.window.types.ValueType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An activity, and where it is counted.
 *
 * @param activity the activity
 * @param bucket the bucket that the user falls into
 * @param user 64 bits that stand for the user
 */
public record BucketedActivity(Activity activity, int bucket, long user) {

    /** How they travel between operators. */
    public static final TypeInformation<BucketedActivity> TYPE = ValueType.of(BucketedActivity.class, new Serializer());

    /** Writes and reads them. */
    public static final class Serializer extends ValueSerializer<BucketedActivity> {
        private static final long serialVersionUID = 1L;

        private final Activity.Serializer activities = new Activity.Serializer();

        @Override
        public BucketedActivity createInstance() {
            return new BucketedActivity(activities.createInstance(), 0, 0);
        }

        @Override
        public void serialize(BucketedActivity bucketed, DataOutputView target) throws IOException {
            activities.serialize(bucketed.activity, target);
            target.writeInt(bucketed.bucket);
            target.writeLong(bucketed.user);
        }

        @Override
        public BucketedActivity deserialize(DataInputView source) throws IOException {
            return new BucketedActivity(activities.deserialize(source), source.readInt(), source.readLong());
        }

        @Override
        public TypeSerializerSnapshot<BucketedActivity> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Says that state written by any {@link Serializer} can be read by any other. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<BucketedActivity> {
        /** Called by Flink when it restores state. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
