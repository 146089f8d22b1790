package dev.caravan.window.event;

import dev.caravan.window.types.ValueSerializer;
import dev.caravan.window.types.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * A valid activity event, reduced to what counting needs and to where it stands in Kafka.
 *
 * @param productId the product
 * @param userUtf8 the user's id in UTF-8, not to be written
 * @param time when it happened, in milliseconds of the epoch
 * @param partition its partition of the raw topic
 * @param offset its place in the partition
 */
@SuppressWarnings("ArrayRecordComponent") // nobody writes the bytes; equals and hashCode are ours
public record Activity(String productId, byte[] userUtf8, long time, int partition, long offset) implements RawRecord {

    /** How activities travel between operators. */
    public static final TypeInformation<Activity> TYPE = ValueType.of(Activity.class, new Serializer());

    /** The user's id. */
    public String userId() {
        return new String(userUtf8, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Activity that
                && time == that.time
                && partition == that.partition
                && offset == that.offset
                && productId.equals(that.productId)
                && Arrays.equals(userUtf8, that.userUtf8);
    }

    @Override
    public int hashCode() {
        return 31 * partition + Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return "Activity[" + partition + "@" + offset + ": " + userId() + ", " + productId + ", " + time + "]";
    }

    /** Writes and reads activities. */
    public static final class Serializer extends ValueSerializer<Activity> {
        private static final long serialVersionUID = 1L;

        @Override
        public Activity createInstance() {
            return new Activity("", new byte[0], 0, 0, 0);
        }

        @Override
        public void serialize(Activity activity, DataOutputView target) throws IOException {
            StringValue.writeString(activity.productId, target);
            target.writeShort(activity.userUtf8.length);
            target.write(activity.userUtf8);
            target.writeLong(activity.time);
            target.writeInt(activity.partition);
            target.writeLong(activity.offset);
        }

        @Override
        public Activity deserialize(DataInputView source) throws IOException {
            String productId = StringValue.readString(source);
            byte[] userUtf8 = new byte[source.readUnsignedShort()];
            source.readFully(userUtf8);
            return new Activity(productId, userUtf8, source.readLong(), source.readInt(), source.readLong());
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
