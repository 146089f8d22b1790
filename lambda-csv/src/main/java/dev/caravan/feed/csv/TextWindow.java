package dev.caravan.feed.csv;

import java.io.IOException;
import java.io.Reader;

/** The part of a text that is being looked at, which begins where the last record has ended. */
final class TextWindow {

    /** Beyond the end of the text. */
    static final int END = -1;

    private static final int FIRST_SIZE = 16 * 1024;

    private final Reader text;
    private char[] chars = new char[FIRST_SIZE];
    private int start;
    private int filled;
    private boolean ended;

    TextWindow(Reader text) {
        this.text = text;
    }

    /** The character so far from the beginning of the window; {@link #END} beyond the text. */
    int at(int position) throws IOException {
        var index = start + position;
        if (index >= filled) {
            if (!fill(position)) {
                return END;
            }
            index = start + position;
        }
        return chars[index];
    }

    /** The first position from one on where a delimiter, a line end or the {@link #END} stands, or where a limit is reached. */
    int cellEnd(int from, char delimiter, int limit) throws IOException {
        var at = from;
        while (at < limit && (start + at < filled || fill(at))) {
            var end = Math.min(filled, start + limit);
            for (int i = start + at; i < end; i++) {
                var c = chars[i];
                if (c == delimiter || c == '\n' || c == '\r') {
                    return i - start;
                }
            }
            at = end - start;
        }
        return at;
    }

    /** What stands between two positions, which were looked at before. */
    String text(int from, int to) {
        return new String(chars, start + from, to - from);
    }

    /** Adds what stands between two positions, which were looked at before. */
    void appendTo(StringBuilder target, int from, int to) {
        target.append(chars, start + from, to - from);
    }

    /** Lets the window begin so much later. */
    void advance(int count) {
        start += count;
    }

    private boolean fill(int position) throws IOException {
        while (!ended && start + position >= filled) {
            if (filled == chars.length) {
                makeRoom();
            }
            var count = text.read(chars, filled, chars.length - filled);
            ended = count < 0;
            filled += Math.max(0, count);
        }
        return start + position < filled;
    }

    private void makeRoom() {
        var kept = filled - start;
        // moved only when that frees half of the window or more, so that each character is moved a few times at most
        var target = kept > chars.length / 2 ? new char[chars.length * 2] : chars;
        System.arraycopy(chars, start, target, 0, kept);
        chars = target;
        start = 0;
        filled = kept;
    }
}
