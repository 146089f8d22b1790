package dev.caravan.local.cli.reconcile;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Entries on disk, spread over buckets by what they are about, so that those of one bucket can be read back together.
 * What is about the same window of the same product, or about the same record, is in the same bucket.
 */
final class Spill implements AutoCloseable {

    /** So many files are open at once; a bucket holds that part of all windows of all products. */
    static final int BUCKETS = 128;

    private static final int BUFFER = 4096;

    /** What an entry says. */
    enum Kind {
        /** A raw event that Kafka took long after it happened: it may count or be late. */
        EVENT('e'),
        /** A raw event that Kafka took in time: it must count. */
        IN_TIME('t'),
        /** A raw record that is no event. */
        MALFORMED('m'),
        /** The job's word that an event came too late. */
        LATE('l'),
        /** The job's word that a record is no event. */
        DEAD_LETTER('d'),
        /** A window's count in DynamoDB. */
        STORED('s'),
        /** A window's count in the topic of results. */
        PUBLISHED('p');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        private static Kind of(char code) {
            return switch (code) {
                case 'e' -> EVENT;
                case 't' -> IN_TIME;
                case 'm' -> MALFORMED;
                case 'l' -> LATE;
                case 'd' -> DEAD_LETTER;
                case 's' -> STORED;
                case 'p' -> PUBLISHED;
                default -> throw new IllegalArgumentException("no kind of entry is called " + code);
            };
        }
    }

    /**
     * One entry; what its kind has no use for is empty or 0.
     *
     * @param kind what it says
     * @param product the product
     * @param window the window's first millisecond
     * @param partition the raw record's partition
     * @param offset the raw record's offset
     * @param number the user's fingerprint, or the count
     */
    record Entry(Kind kind, String product, long window, int partition, long offset, long number) {

        static Entry ofRecord(Kind kind, int partition, long offset) {
            return new Entry(kind, "", 0, partition, offset, 0);
        }

        static Entry ofWindow(Kind kind, String product, long window, long count) {
            return new Entry(kind, product, window, 0, 0, count);
        }

        private int bucket() {
            boolean aboutRecord = kind == Kind.MALFORMED || kind == Kind.DEAD_LETTER;
            long hash = aboutRecord ? offset * 31 + partition : window / 60_000 * 31 + product.hashCode();
            return (int) ((hash * 0x9E3779B97F4A7C15L) >>> 57);
        }
    }

    /** Takes entries one by one. */
    @FunctionalInterface
    interface Visitor {
        void entry(Entry entry);
    }

    private final Path directory;
    private final DataOutputStream[] files = new DataOutputStream[BUCKETS];
    private long size;

    Spill(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            files[bucket] = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file(bucket)), BUFFER));
        }
    }

    void add(Entry entry) {
        var out = files[entry.bucket()];
        try {
            out.writeByte(entry.kind.code);
            byte[] product = entry.product.getBytes(StandardCharsets.UTF_8);
            out.writeShort(product.length);
            out.write(product);
            out.writeLong(entry.window);
            out.writeInt(entry.partition);
            out.writeLong(entry.offset);
            out.writeLong(entry.number);
            size++;
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of temporary files cannot be written", e);
        }
    }

    /** How many entries there are. */
    long size() {
        return size;
    }

    /** Shows the entries of a bucket in the order in which they were added. */
    void read(int bucket, Visitor each) throws IOException {
        files[bucket].flush();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file(bucket)), 1 << 16))) {
            while (true) {
                int kind = in.read();
                if (kind < 0) {
                    return;
                }
                byte[] product = new byte[in.readUnsignedShort()];
                in.readFully(product);
                each.entry(new Entry(
                        Kind.of((char) kind),
                        new String(product, StandardCharsets.UTF_8),
                        in.readLong(),
                        in.readInt(),
                        in.readLong(),
                        in.readLong()));
            }
        } catch (EOFException e) {
            throw new IOException("a temporary file was cut off", e);
        }
    }

    private Path file(int bucket) {
        return directory.resolve(Integer.toString(bucket));
    }

    @Override
    public void close() throws IOException {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            files[bucket].close();
            Files.deleteIfExists(file(bucket));
        }
        Files.deleteIfExists(directory);
    }
}
