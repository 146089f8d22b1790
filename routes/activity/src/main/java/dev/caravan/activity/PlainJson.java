package dev.caravan.activity;

import static dev.caravan.event.JsonBytes.NO;
import static dev.caravan.event.JsonBytes.digitsEnd;
import static dev.caravan.event.JsonBytes.literalEnd;

import dev.caravan.event.JsonBytes;
import java.util.Arrays;

/** Finds where the parts of plain JSON end: flat objects of texts, literals and numbers of ordinary length. */
final class PlainJson {
    private static final int MOST_MEMBERS = 16;
    private static final int LONGEST_NAME = 128;
    private static final int MOST_DIGITS = 18;

    private final byte[] bytes;
    private final boolean acrossLines;
    /** Where the names of an object begin, and their closing quotes. */
    private final int[] names = new int[2 * MOST_MEMBERS];

    /** @param acrossLines whether the ends of lines are space like any other */
    PlainJson(byte[] bytes, boolean acrossLines) {
        this.bytes = bytes;
        this.acrossLines = acrossLines;
    }

    /** The byte, or 0, which belongs nowhere, behind the end. */
    byte byteAt(int at) {
        return JsonBytes.byteAt(bytes, at);
    }

    /** What follows the space that may begin here. */
    int space(int from) {
        var at = from;
        while (at < bytes.length
                && bytes[at] <= ' '
                && (bytes[at] == ' ' || bytes[at] == '\t' || isLineEnd(bytes[at]))) {
            at++;
        }
        return at;
    }

    private boolean isLineEnd(byte b) {
        return acrossLines && (b == '\n' || b == '\r');
    }

    /** Where the string whose text begins here has its closing quote, or {@link JsonBytes#NO}. */
    int stringEnd(int from) {
        return JsonBytes.stringEnd(bytes, from);
    }

    /** What follows the object that begins here, or {@link JsonBytes#NO} if a member is no scalar or comes twice. */
    int flatObjectEnd(int from) {
        if (byteAt(from) != '{') {
            return NO;
        }
        var at = space(from + 1);
        if (byteAt(at) == '}') {
            return at + 1;
        }
        for (var members = 0; members < MOST_MEMBERS; members++) {
            var quote = byteAt(at) == '"' ? stringEnd(at + 1) : NO;
            if (quote == NO || !isNewName(at + 1, quote, members)) {
                return NO;
            }
            at = space(quote + 1);
            if (byteAt(at) != ':') {
                return NO;
            }
            at = scalarEnd(space(at + 1));
            if (at == NO) {
                return NO;
            }
            at = space(at);
            var next = byteAt(at);
            if (next == '}') {
                return at + 1;
            }
            if (next != ',') {
                return NO;
            }
            at = space(at + 1);
        }
        return NO;
    }

    private boolean isNewName(int from, int to, int members) {
        if (to - from > LONGEST_NAME) {
            return false;
        }
        for (var i = 0; i < members; i++) {
            if (Arrays.equals(bytes, from, to, bytes, names[2 * i], names[2 * i + 1])) {
                return false;
            }
        }
        names[2 * members] = from;
        names[2 * members + 1] = to;
        return true;
    }

    private int scalarEnd(int from) {
        return switch (byteAt(from)) {
            case '"' -> {
                var quote = stringEnd(from + 1);
                yield quote == NO ? NO : quote + 1;
            }
            case 't' -> literalEnd(bytes, from, "true");
            case 'f' -> literalEnd(bytes, from, "false");
            case 'n' -> literalEnd(bytes, from, "null");
            default -> numberEnd(from);
        };
    }

    /** What follows the number; those with exponents, and zeros below zero, are rare, so they are somebody else's. */
    private int numberEnd(int from) {
        var negative = byteAt(from) == '-';
        var first = negative ? from + 1 : from;
        var at = digitsEnd(bytes, first);
        if (at == first || (bytes[first] == '0' && (negative || at > first + 1))) {
            return NO;
        }
        if (byteAt(at) == '.') {
            var digits = digitsEnd(bytes, at + 1);
            if (digits == at + 1) {
                return NO;
            }
            at = digits;
        }
        return at - first <= MOST_DIGITS ? at : NO;
    }
}
