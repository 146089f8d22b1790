package dev.caravan.feed.checkpoint;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lines that are collected on disk so that they take no memory, and kept in the bucket piece by piece. */
public final class SpillFile implements Closeable {

    private final String name;
    private final Path file;
    private final BufferedWriter writer;
    private long savedBytes;
    private int savedPieces;

    /** Begins with the pieces that an earlier invocation has saved. */
    public SpillFile(String name, CheckpointStore.Pieces pieces, int saved) throws IOException {
        this.name = name;
        this.file = Files.createTempFile("feed-" + name, ".txt");
        for (int i = 0; i < saved; i++) {
            pieces.appendTo(file, name + "-" + i);
        }
        this.savedPieces = saved;
        this.savedBytes = Files.size(file);
        this.writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    }

    /** Where to write; only whole lines at a time. */
    public Writer writer() {
        return writer;
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() throws IOException {
        return Files.size(file()) == 0;
    }

    /** All that was written. */
    public Path file() throws IOException {
        writer.flush();
        return file;
    }

    /** Saves what is new. Returns how many pieces there are. */
    public int save(CheckpointStore.Pieces pieces) throws IOException {
        var size = Files.size(file());
        if (size > savedBytes) {
            pieces.put(name + "-" + savedPieces, file, savedBytes, size - savedBytes);
            savedPieces++;
            savedBytes = size;
        }
        return savedPieces;
    }

    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(file);
    }
}
