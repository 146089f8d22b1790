package dev.caravan.feed.storage;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a feed over connections that may break, as long ones do: what is missing is asked for again, of the same
 * upload. A connection that brought nothing at all is not followed by another.
 */
final class ResumableInputStream extends InputStream {
    private final Source source;
    private InputStream current;
    private long position;
    private boolean broughtSomething;

    /** Opens the rest of the same content. */
    @FunctionalInterface
    interface Source {
        /**
         * The bytes that follow.
         *
         * @param offset how many bytes are there already
         */
        InputStream from(long offset) throws IOException;
    }

    ResumableInputStream(InputStream first, Source source) {
        this.current = first;
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (true) {
            try {
                var count = current.read(into, from, length);
                if (count > 0) {
                    position += count;
                    broughtSomething = true;
                }
                return count;
            } catch (IOException e) {
                if (!broughtSomething) {
                    throw e;
                }
                broughtSomething = false;
                current = source.from(position);
            }
        }
    }

    /** What is read from now. */
    InputStream current() {
        return current;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
