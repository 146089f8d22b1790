package dev.caravan.window.count;

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
 * How many different users of one bucket touched a product in a window. The buckets of a product share no user.
 *
 * @param productId the product
 * @param windowStart the window's first millisecond
 * @param users the number of different users
 */
public record BucketCount(String productId, long windowStart, long users) {

    /** How bucket counts travel between operators. */
    public static final TypeInformation<BucketCount> TYPE = ValueType.of(BucketCount.class, new Serializer());

    /** Writes and reads bucket counts. */
    public static final class Serializer extends ValueSerializer<BucketCount> {
        private static final long serialVersionUID = 1L;

        @Override
        public BucketCount createInstance() {
            return new BucketCount("", 0, 0);
        }

        @Override
        public void serialize(BucketCount count, DataOutputView target) throws IOException {
            StringValue.writeString(count.productId, target);
            target.writeLong(count.windowStart);
            target.writeLong(count.users);
        }

        @Override
        public BucketCount deserialize(DataInputView source) throws IOException {
            return new BucketCount(StringValue.readString(source), source.readLong(), source.readLong());
        }

        @Override
        public TypeSerializerSnapshot<BucketCount> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Says that state written by any {@link Serializer} can be read by any other. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<BucketCount> {
        /** Called by Flink when it restores state. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
