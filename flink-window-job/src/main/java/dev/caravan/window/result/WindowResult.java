package dev.caravan.window.result;

import dev.caravan.window.event.Windows;
import dev.caravan.window.types.ValueSerializer;
import dev.caravan.window.types.ValueType;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * The number of different users of a product in a closed window.
 *
 * @param productId the product
 * @param windowStartMillis the window's first millisecond
 * @param uniqueUsers the number of different users, at least one
 */
public record WindowResult(String productId, long windowStartMillis, long uniqueUsers) implements Serializable {

    /** How results travel between operators. */
    public static final TypeInformation<WindowResult> TYPE = ValueType.of(WindowResult.class, new Serializer());

    private static final long serialVersionUID = 1L;

    /**
     * The start of the window as every store writes it.
     *
     * @return RFC 3339 in UTC, in whole seconds
     */
    public String windowStart() {
        return Instant.ofEpochMilli(windowStartMillis).toString();
    }

    /**
     * The end of the window, which it does not hold any more.
     *
     * @return RFC 3339 in UTC, in whole seconds
     */
    public String windowEnd() {
        return Instant.ofEpochMilli(Windows.endOf(windowStartMillis)).toString();
    }

    /** Writes and reads results. */
    public static final class Serializer extends ValueSerializer<WindowResult> {
        private static final long serialVersionUID = 1L;

        @Override
        public WindowResult createInstance() {
            return new WindowResult("", 0, 0);
        }

        @Override
        public void serialize(WindowResult result, DataOutputView target) throws IOException {
            StringValue.writeString(result.productId, target);
            target.writeLong(result.windowStartMillis);
            target.writeLong(result.uniqueUsers);
        }

        @Override
        public WindowResult deserialize(DataInputView source) throws IOException {
            return new WindowResult(StringValue.readString(source), source.readLong(), source.readLong());
        }

        @Override
        public TypeSerializerSnapshot<WindowResult> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Says that state written by any {@link Serializer} can be read by any other. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowResult> {
        /** Called by Flink when it restores state. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
