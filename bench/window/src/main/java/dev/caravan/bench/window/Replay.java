package dev.caravan.bench.window;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.jspecify.annotations.Nullable;

/** A source that replays bytes from the memory of this process, or from a topic, in the same way to every job. */
final class Replay {

    private static volatile byte[][] bytes = {};
    private static volatile int parallelism = 1;
    private static volatile @Nullable Topic topic;
    private static final AtomicLong FIRST_NANOS = new AtomicLong();
    private static final AtomicLong FIRST_CPU_NANOS = new AtomicLong();
    private static final AtomicLong EMITTED = new AtomicLong();

    private Replay() {}

    /** Makes a job's record of bytes. */
    @FunctionalInterface
    interface Reader<T> extends java.io.Serializable {
        T read(byte[] event) throws Exception;
    }

    /** Sets what the next job replays. */
    static void prepare(byte[][] events, int readers) {
        bytes = events;
        parallelism = readers;
        FIRST_NANOS.set(0);
        FIRST_CPU_NANOS.set(0);
        EMITTED.set(0);
    }

    /** Sets where the jobs from now on read the events once: from a topic that holds them, or, if null, from memory. */
    static void readFrom(@Nullable Topic place) {
        topic = place;
    }

    /** Notes that an event is read now, in case it is the first. */
    static void noteFirst() {
        if (FIRST_NANOS.get() == 0 && FIRST_NANOS.compareAndSet(0, System.nanoTime())) {
            FIRST_CPU_NANOS.set(Run.processCpuNanos());
        }
    }

    /** When the first event was read. */
    static long firstNanos() {
        return FIRST_NANOS.get();
    }

    /** The processor time of this process when the first event was read. */
    static long firstCpuNanos() {
        return FIRST_CPU_NANOS.get();
    }

    /** How many events were read. */
    static long emitted() {
        return EMITTED.get();
    }

    /** The events, once. */
    static <T> Source<T, ?, ?> once(Reader<T> reader, TypeInformation<T> type) {
        var place = topic;
        if (place != null) {
            return place.source(reader, type);
        }
        return new DataGeneratorSource<>(new Generator<>(reader, false), bytes.length, type);
    }

    /** The events, and then the last one again and again, slowly: for a look at a job that has read them all. */
    static <T> Source<T, ?, ?> forEver(Reader<T> reader, TypeInformation<T> type) {
        return new DataGeneratorSource<>(new Generator<>(reader, true), Long.MAX_VALUE, type);
    }

    private static final class Generator<T> implements GeneratorFunction<Long, T> {
        private static final long serialVersionUID = 1L;
        private final Reader<T> reader;
        private final boolean endless;
        private transient @Nullable Long first;
        private transient long count;

        Generator(Reader<T> reader, boolean endless) {
            this.reader = reader;
            this.endless = endless;
        }

        @Override
        public T map(Long number) throws Exception {
            byte[][] events = bytes;
            if (first == null) {
                first = number;
                noteFirst();
            }
            // Each reader has numbers of its own from somewhere on: they take turns, so that time is the same for all.
            long reading = first == 0 ? 0 : 1;
            long index = count++ * (long) parallelism + reading;
            if (endless) {
                EMITTED.incrementAndGet();
                if (index >= events.length) {
                    LockSupport.parkNanos(1_000_000);
                    index = events.length - 1L;
                }
            }
            return reader.read(events[(int) Math.min(index, events.length - 1L)]);
        }
    }
}
