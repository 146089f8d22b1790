package dev.caravan.window.event;

import dev.caravan.window.types.ValueSerializer;
import dev.caravan.window.types.ValueType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * A valid activity event, reduced to what counting needs and to where it stands in Kafka.
 *
 * @param productId the product
 * @param userId the user, kept for the late topic
 * @param userFingerprint 64 bits that stand for the user ({@link Fingerprint})
 * @param time when it happened, in milliseconds of the epoch
 * @param partition its partition of the raw topic
 * @param offset its place in the partition
 */
public record Activity(String productId, String userId, long userFingerprint, long time, int partition, long offset)
        implements RawRecord {

    /** How activities travel between operators. */
    public static final TypeInformation<Activity> TYPE = ValueType.of(Activity.class, new Serializer());

    /** Writes and reads activities. */
    public static final class Serializer extends ValueSerializer<Activity> {
        private static final long serialVersionUID = 1L;

        @Override
        public Activity createInstance() {
            return new Activity("", "", 0, 0, 0, 0);
        }

        @Override
        public void serialize(Activity activity, DataOutputView target) throws IOException {
            StringValue.writeString(activity.productId, target);
            StringValue.writeString(activity.userId, target);
            target.writeLong(activity.userFingerprint);
            target.writeLong(activity.time);
            target.writeInt(activity.partition);
            target.writeLong(activity.offset);
        }

        @Override
        public Activity deserialize(DataInputView source) throws IOException {
            return new Activity(
                    StringValue.readString(source),
                    StringValue.readString(source),
                    source.readLong(),
                    source.readLong(),
                    source.readInt(),
                    source.readLong());
        }

        @Override
        public TypeSerializerSnapshot<Activity> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Says that state written by any {@link Serializer} can be read by any other. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Activity> {
        /** Called by Flink when it restores state. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
