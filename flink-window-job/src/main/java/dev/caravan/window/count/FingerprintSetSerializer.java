package dev.caravan.window.count;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a set as its size and its fingerprints, without the free slots. */
public final class FingerprintSetSerializer extends TypeSerializerSingleton<FingerprintSet> {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public FingerprintSet createInstance() {
        return new FingerprintSet();
    }

    @Override
    public FingerprintSet copy(FingerprintSet from) {
        return from.copy();
    }

    @Override
    public FingerprintSet copy(FingerprintSet from, FingerprintSet reuse) {
        return from.copy();
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int size = source.readInt();
        target.writeInt(size);
        for (int i = 0; i < size; i++) {
            target.writeLong(source.readLong());
        }
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(FingerprintSet set, DataOutputView target) throws IOException {
        target.writeInt(set.size());
        try {
            set.forEach(fingerprint -> {
                try {
                    target.writeLong(fingerprint);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException("the set cannot be written", e);
        }
    }

    @Override
    public FingerprintSet deserialize(DataInputView source) throws IOException {
        int size = source.readInt();
        var set = new FingerprintSet(size);
        for (int i = 0; i < size; i++) {
            set.add(source.readLong());
        }
        return set;
    }

    @Override
    public FingerprintSet deserialize(FingerprintSet reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public TypeSerializerSnapshot<FingerprintSet> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Says that state written by any {@link FingerprintSetSerializer} can be read by any other. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<FingerprintSet> {
        /** Called by Flink when it restores state. */
        public Snapshot() {
            super(FingerprintSetSerializer::new);
        }
    }
}
