package dev.caravan.feed.checkpoint;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a file, as a stream. */
final class FileRegion extends FilterInputStream {

    private long left;

    FileRegion(Path file, long from, long length) throws IOException {
        super(Files.newInputStream(file));
        in.skipNBytes(from);
        left = length;
    }

    @Override
    public int read() throws IOException {
        if (left <= 0) {
            return -1;
        }
        left--;
        return in.read();
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (left <= 0) {
            return -1;
        }
        var count = in.read(target, from, (int) Math.min(length, left));
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
