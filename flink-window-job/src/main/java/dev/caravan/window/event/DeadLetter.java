package dev.caravan.window.event;

import dev.caravan.window.types.ValueSerializer;
import dev.caravan.window.types.ValueType;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * A record that is no valid event, with its bytes as they came. The arrays are shared, not copied: nobody writes them.
 *
 * @param reason why it was refused, a sentence for people
 * @param key the Kafka key, if it had one
 * @param value the Kafka value, null for a record without one
 * @param partition its partition of the raw topic
 * @param offset its place in the partition
 * @param recordTime the Kafka record's own time in milliseconds of the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed through untouched; equals and hashCode are ours
public record DeadLetter(
        String reason, byte @Nullable [] key, byte @Nullable [] value, int partition, long offset, long recordTime)
        implements RawRecord {

    /** How dead letters travel between operators. */
    public static final TypeInformation<DeadLetter> TYPE = ValueType.of(DeadLetter.class, new Serializer());

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DeadLetter that
                && partition == that.partition
                && offset == that.offset
                && recordTime == that.recordTime
                && reason.equals(that.reason)
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * partition + Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return "DeadLetter[" + partition + "@" + offset + ": " + reason + "]";
    }

    /** Writes and reads dead letters. */
    public static final class Serializer extends ValueSerializer<DeadLetter> {
        private static final long serialVersionUID = 1L;

        @Override
        public DeadLetter createInstance() {
            return new DeadLetter("", null, null, 0, 0, 0);
        }

        @Override
        public void serialize(DeadLetter letter, DataOutputView target) throws IOException {
            StringValue.writeString(letter.reason, target);
            writeBytes(letter.key, target);
            writeBytes(letter.value, target);
            target.writeInt(letter.partition);
            target.writeLong(letter.offset);
            target.writeLong(letter.recordTime);
        }

        @Override
        public DeadLetter deserialize(DataInputView source) throws IOException {
            return new DeadLetter(
                    StringValue.readString(source),
                    readBytes(source),
                    readBytes(source),
                    source.readInt(),
                    source.readLong(),
                    source.readLong());
        }

        private static void writeBytes(byte @Nullable [] bytes, DataOutputView target) throws IOException {
            if (bytes == null) {
                target.writeInt(-1);
                return;
            }
            target.writeInt(bytes.length);
            target.write(bytes);
        }

        private static byte @Nullable [] readBytes(DataInputView source) throws IOException {
            int length = source.readInt();
            if (length < 0) {
                return null;
            }
            byte[] bytes = new byte[length];
            source.readFully(bytes);
            return bytes;
        }

        @Override
        public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Says that state written by any {@link Serializer} can be read by any other. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
        /** Called by Flink when it restores state. */
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
