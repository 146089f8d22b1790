package dev.caravan.window.event;

import dev.caravan.window.types.ValueSerializer;
import dev.caravan.window.types.ValueType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An activity whose window had closed before it came, so it is not counted.
 *
 * @param activity the activity
 * @param watermark how far event time had got, in milliseconds of the epoch
 */
public record LateActivity(Activity activity, long watermark) {

    /** How late activities travel between operators. */
    public static final TypeInformation<LateActivity> TYPE = ValueType.of(LateActivity.class, new Serializer());

    /** Writes and reads late activities. */
    public static final class Serializer extends ValueSerializer<LateActivity> {
        private static final long serialVersionUID = 1L;

        private final Activity.Serializer activities = new Activity.Serializer();

        @Override
        public LateActivity createInstance() {
            return new LateActivity(activities.createInstance(), 0);
        }

        @Override
        public void serialize(LateActivity late, DataOutputView target) throws IOException {
            activities.serialize(late.activity, target);
            target.writeLong(late.watermark);
        }

        @Override
        public LateActivity deserialize(DataInputView source) throws IOException {
            return new LateActivity(activities.deserialize(source), source.readLong());
        }

        @Override
        public TypeSerializerSnapshot<LateActivity> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Says that state written by any {@link Serializer} can be read by any other. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<LateActivity> {
        /** Called by Flink when it restores state. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
