package dev.caravan.integration.market;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An open file from its beginning; goes back to its mark from anywhere. Closing it leaves the file open. */
final class MarketplaceFileStream extends InputStream {
    private final FileChannel file;
    private final long length;
    private long position;
    private long mark;

    MarketplaceFileStream(FileChannel file, long length) {
        this.file = file;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (position >= length) {
            return -1;
        }
        var count = file.read(ByteBuffer.wrap(into, from, (int) Math.min(most, length - position)), position);
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
}
