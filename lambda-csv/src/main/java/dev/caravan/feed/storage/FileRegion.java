package dev.caravan.feed.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A part of a file, as a stream that can go back to its mark from anywhere, so that a request can be sent again. */
final class FileRegion extends InputStream {

    private final FileChannel file;
    private final long end;
    private long position;
    private long mark;

    FileRegion(Path file, long from, long length) throws IOException {
        this.file = FileChannel.open(file);
        this.position = from;
        this.mark = from;
        this.end = from + length;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position >= end) {
            return -1;
        }
        var count = file.read(ByteBuffer.wrap(target, from, (int) Math.min(length, end - position)), position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public void mark(int readLimit) {
        mark = position;
    }

    @Override
    public void reset() {
        position = mark;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
