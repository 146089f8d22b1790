package dev.caravan.starter.http.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.BadMessageException;

/**
 * The lines between the chunks of one body. They end with CR LF and nothing less (RFC 9112, section 7.1): where one server takes
 * a lone LF for an end and another does not, each finds its own next request behind it.
 *
 * <p>All else of the coding, such as extensions, is judged by the web server's own parser.
 */
final class ChunkLines {
    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private enum State {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        END
    }

    private State state = State.SIZE;
    private boolean sized;
    private long size;

    /**
     * Reads on.
     *
     * @param buffer is not changed
     * @param from the index of the first byte that was not read before
     * @throws BadMessageException when a line does not end, or is empty, where it must not
     */
    void read(ByteBuffer buffer, int from) {
        var i = from;
        while (i < buffer.limit() && state != State.END) {
            if (state == State.DATA) {
                var skipped = (int) Math.min(size, buffer.limit() - i);
                i += skipped;
                size -= skipped;
                state = size == 0 ? State.DATA_CR : State.DATA;
            } else {
                state = after(buffer.get(i++));
            }
        }
    }

    /** Begins another body. */
    void reset() {
        state = State.SIZE;
        sized = false;
        size = 0;
    }

    private State after(byte next) {
        return switch (state) {
            case SIZE, EXTENSION -> inSizeLine(next);
            case SIZE_LF -> {
                require(next == LF);
                sized = false;
                yield size == 0 ? State.END : State.DATA;
            }
            case DATA_CR -> {
                require(next == CR);
                yield State.DATA_LF;
            }
            case DATA_LF -> {
                require(next == LF);
                yield State.SIZE;
            }
            case DATA, END -> throw new IllegalStateException(state.name());
        };
    }

    private State inSizeLine(byte next) {
        require(next != LF);
        if (next == CR) {
            require(sized);
            return State.SIZE_LF;
        }
        var digit = state == State.SIZE ? Character.digit(next, 16) : -1;
        if (digit < 0) {
            return State.EXTENSION;
        }
        require(size <= Long.MAX_VALUE >> 4);
        sized = true;
        size = size << 4 | digit;
        return State.SIZE;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new BadMessageException("The lines of a chunked body end with CR LF");
        }
    }
}
