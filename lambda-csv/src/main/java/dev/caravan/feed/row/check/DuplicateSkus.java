package dev.caravan.feed.row.check;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of a file whose sku an earlier row has, on disk, so that memory does not grow with the file: each sku goes
 * as a fingerprint to one of 64 files, and these are looked through one after the other.
 *
 * <p>Fingerprints have 64 bits: among a million different skus, the chance that any two are taken for the same is below 1 in
 * 30 million.
 */
public final class DuplicateSkus implements Closeable {

    private static final int PARTS = 64;
    private static final int PART_SHIFT = 58;
    private static final int BUFFER = 4096;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final Path directory;
    private final List<DataOutputStream> parts = new ArrayList<>();
    private int rows;
    private boolean any;

    /** Begins, in a temporary directory of its own. */
    public DuplicateSkus() throws IOException {
        this.directory = Files.createTempDirectory("feed-skus");
        for (int i = 0; i < PARTS; i++) {
            parts.add(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part(i)), BUFFER)));
        }
    }

    /** Takes in the next row of the file; its sku is null if it has none that counts. */
    public void note(@Nullable String sku, long line) throws IOException {
        if (sku != null) {
            var fingerprint = fingerprint(sku);
            var part = parts.get((int) (fingerprint >>> PART_SHIFT));
            part.writeLong(fingerprint);
            part.writeInt(rows);
            part.writeInt(Math.toIntExact(line));
        }
        rows++;
    }

    /** Says that all rows were taken in. */
    public void settle() throws IOException {
        try (var firstLines = new RandomAccessFile(firstLines().toFile(), "rw")) {
            firstLines.setLength((long) rows * Integer.BYTES);
            for (int i = 0; i < PARTS; i++) {
                parts.get(i).close();
                settle(part(i), firstLines);
                Files.delete(part(i));
            }
        }
    }

    private void settle(Path part, RandomAccessFile firstLines) throws IOException {
        var count = Files.size(part) / (Long.BYTES + 2 * Integer.BYTES);
        var seen = new HashMap<Long, Integer>();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(part), BUFFER))) {
            for (long i = 0; i < count; i++) {
                var fingerprint = in.readLong();
                var row = in.readInt();
                var line = in.readInt();
                var first = seen.putIfAbsent(fingerprint, line);
                if (first != null) {
                    any = true;
                    firstLines.seek((long) row * Integer.BYTES);
                    firstLines.writeInt(first);
                }
            }
        }
    }

    /** Tells of each row in turn on which line its sku stood before. */
    public Lookup lookup() throws IOException {
        return new Lookup(
                any ? new DataInputStream(new BufferedInputStream(Files.newInputStream(firstLines()), BUFFER)) : null);
    }

    /** Goes along with the rows of the file, from the first. */
    public static final class Lookup implements Closeable {

        private final @Nullable DataInputStream firstLines;

        private Lookup(@Nullable DataInputStream firstLines) {
            this.firstLines = firstLines;
        }

        /** For the next row: the line of the first row with the same sku, or 0 if it is the first itself. */
        int next() throws IOException {
            return firstLines == null ? 0 : firstLines.readInt();
        }

        @Override
        public void close() throws IOException {
            if (firstLines != null) {
                firstLines.close();
            }
        }
    }

    private Path part(int number) {
        return directory.resolve("part-" + number);
    }

    private Path firstLines() {
        return directory.resolve("first-lines");
    }

    /** FNV-1a over the characters, then the finalizer of MurmurHash3, so that similar skus are spread. */
    private static long fingerprint(String sku) {
        var hash = FNV_OFFSET;
        for (int i = 0; i < sku.length(); i++) {
            hash = (hash ^ sku.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    @Override
    public void close() throws IOException {
        for (var part : parts) {
            part.close();
        }
        for (int i = 0; i < PARTS; i++) {
            Files.deleteIfExists(part(i));
        }
        Files.deleteIfExists(firstLines());
        Files.deleteIfExists(directory);
    }
}
