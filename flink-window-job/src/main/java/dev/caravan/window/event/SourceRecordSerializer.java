package dev.caravan.window.event;

import dev.caravan.window.types.ValueSerializer;
import dev.caravan.window.types.ValueType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads what the source emits: one byte for the kind, then the record itself. */
public final class SourceRecordSerializer extends ValueSerializer<SourceRecord> {

    /** How source records travel where the operators after the source are not chained to it. */
    public static final TypeInformation<SourceRecord> TYPE =
            ValueType.of(SourceRecord.class, new SourceRecordSerializer());

    private static final long serialVersionUID = 1L;
    private static final int ACTIVITY = 0;
    private static final int DEAD_LETTER = 1;
    private static final int PARTITION_TIME = 2;
    private static final int TOPIC_TIME = 3;

    private final Activity.Serializer activities = new Activity.Serializer();
    private final DeadLetter.Serializer deadLetters = new DeadLetter.Serializer();

    @Override
    public SourceRecord createInstance() {
        return activities.createInstance();
    }

    @Override
    public void serialize(SourceRecord record, DataOutputView target) throws IOException {
        if (record instanceof Activity activity) {
            target.writeByte(ACTIVITY);
            activities.serialize(activity, target);
        } else if (record instanceof DeadLetter letter) {
            target.writeByte(DEAD_LETTER);
            deadLetters.serialize(letter, target);
        } else if (record instanceof PartitionTime time) {
            target.writeByte(PARTITION_TIME);
            target.writeInt(time.partition());
            target.writeLong(time.readUpTo());
        } else if (record instanceof TopicTime time) {
            target.writeByte(TOPIC_TIME);
            target.writeLong(time.watchedUpTo());
            target.writeLong(time.newest());
        }
    }

    @Override
    public SourceRecord deserialize(DataInputView source) throws IOException {
        int kind = source.readByte();
        return switch (kind) {
            case ACTIVITY -> activities.deserialize(source);
            case DEAD_LETTER -> deadLetters.deserialize(source);
            case PARTITION_TIME -> new PartitionTime(source.readInt(), source.readLong());
            case TOPIC_TIME -> new TopicTime(source.readLong(), source.readLong());
            default -> throw new IOException("no kind of source record has the number " + kind);
        };
    }

    @Override
    public TypeSerializerSnapshot<SourceRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Says that state written by any {@link SourceRecordSerializer} can be read by any other. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SourceRecord> {
        /** Called by Flink when it restores state. */
        public Snapshot() {
            super(SourceRecordSerializer::new);
        }
    }
}
