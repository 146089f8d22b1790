package dev.caravan.feed.csv;

import dev.caravan.feed.upload.RefusalCode;
import dev.caravan.feed.upload.RefusedFeedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8, with or without byte order mark, and refuses everything else with the line and the byte where it shows.
 *
 * <p>Throws {@link RefusedFeedException} for content that is no UTF-8 text, {@link IOException} when reading fails.
 */
public final class StrictUtf8Reader extends Reader {

    private static final int BUFFER = 16 * 1024;

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
    private long offset;
    private long line = 1;
    private boolean afterReturn;
    private boolean started;
    private boolean ended;

    /** Reads these bytes, with or without a byte order mark. */
    public StrictUtf8Reader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (ended) {
                return -1;
            }
            fill();
        }
        var count = Math.min(length, chars.remaining());
        chars.get(target, from, count);
        return count;
    }

    private void fill() throws IOException {
        readBytes();
        if (!started) {
            started = true;
            begin();
        }
        var first = bytes.position();
        chars.clear();
        var result = decoder.decode(bytes, chars, ended);
        chars.flip();
        inspect();
        offset += bytes.position() - first;
        if (result.isError()) {
            throw new RefusedFeedException(
                    RefusalCode.NOT_UTF8,
                    "The file is not UTF-8: line " + line + " has an invalid byte sequence at byte offset " + offset
                            + ". Save it as \"CSV UTF-8\" and send it again.",
                    line,
                    offset);
        }
    }

    private void readBytes() throws IOException {
        bytes.compact();
        while (!ended && bytes.position() < (started ? 1 : 4)) {
            ended = readOnce() < 0;
        }
        if (!ended && bytes.hasRemaining() && bytes.position() < 4) {
            // what is left of the last read may be only the beginning of a character
            ended = readOnce() < 0;
        }
        bytes.flip();
    }

    private int readOnce() throws IOException {
        var count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count > 0) {
            bytes.position(bytes.position() + count);
        }
        return count;
    }

    private void begin() {
        if (startsWith(0xEF, 0xBB, 0xBF)) {
            bytes.position(bytes.position() + 3);
            offset = 3;
        } else if (startsWith(0xFF, 0xFE) || startsWith(0xFE, 0xFF)) {
            throw new RefusedFeedException(
                    RefusalCode.NOT_UTF8,
                    "The file is UTF-16, as its first two bytes say (line 1, byte offset 0). Save it as \"CSV UTF-8\" and send"
                            + " it again.",
                    1L,
                    0L);
        } else if (startsWith('P', 'K', 3, 4)) {
            throw new RefusedFeedException(
                    RefusalCode.NOT_CSV,
                    "The file is a ZIP archive or a spreadsheet such as .xlsx, whatever its name says. Unpack it or export"
                            + " it as CSV.",
                    1L,
                    0L);
        }
    }

    private boolean startsWith(int... expected) {
        if (bytes.remaining() < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes.get(bytes.position() + i) & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Counts lines, and stops at NUL, which no text has but every UTF-16 and binary file. */
    private void inspect() {
        for (int i = chars.position(); i < chars.limit(); i++) {
            var c = chars.get(i);
            if (c == 0) {
                var before = chars.subSequence(0, i).toString().getBytes(StandardCharsets.UTF_8).length;
                throw new RefusedFeedException(
                        RefusalCode.NOT_CSV,
                        "The file is not text: line " + line + " has a NUL byte at byte offset " + (offset + before)
                                + ". It may be a binary file or UTF-16; save it as \"CSV UTF-8\".",
                        line,
                        offset + before);
            }
            if (c == '\r' || (c == '\n' && !afterReturn)) {
                line++;
            }
            afterReturn = c == '\r';
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
